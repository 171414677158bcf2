import {
  type BrandloversRef,
  type BridgeOptions,
  type ClubcollectRef,
  createTicketbridge,
  formatThreadRef,
  isTicketbridgeError,
  type ListedThread,
  type Located,
  type Message,
  receiptOf,
  type Source,
  type ThreadRef,
  type Ticketbridge,
  type Vendor,
} from '@ticketbridge/facade';
import type { Desk } from './desk.ts';
import type { CreateOrder, Sent, ThreadOrder, ThreadVerb } from './order.ts';
import { instantText, type MessageRecord, type ThreadRecord } from './records.ts';

/** Works without an inbox: each command asks the vendors anew. */
export function vendorsDesk(sources: readonly Source<Vendor>[], signal: AbortSignal): Desk {
  const bridge = createTicketbridge(sources);
  const messages = async function* (ref: ThreadRef) {
    for await (const message of bridge.messages(ref, { signal })) yield messageRecord(message);
  };
  return {
    accounts: sources.map(({ vendor, account }) => ({ vendor, account })),
    inbox: undefined,
    async *threads({ active, turn, accounts, onFailure: onSourceError }) {
      // A ClubCollect thread comes with each page that holds some of it: what was said last is known at the end.
      const newest = new Map<string, ThreadRecord>();
      for await (const thread of bridge.threads({ active, turn, accounts, onSourceError, signal })) {
        const record = threadRecord(thread);
        const { ref, changedAt } = record;
        if (thread.vendor === 'brandlovers' || ref === null) yield record;
        else if ((changedAt ?? '') >= (newest.get(ref)?.changedAt ?? '')) newest.set(ref, record);
      }
      yield* newest.values();
    },
    messages,
    currentMessages: messages,
    send: (order) => (order.verb === 'createThread' ? create(bridge, order, signal) : act(bridge, order, signal)),
    async [Symbol.asyncDispose]() {},
  };
}

type Call<R> = (bridge: Ticketbridge, ref: R, text: string, options: BridgeOptions) => Promise<unknown>;

/** How each vendor's verbs are called: those that it lacks were refused before. */
const BRANDLOVERS: Partial<Record<ThreadVerb, Call<BrandloversRef>>> = {
  reply: (bridge, ref, text, options) => bridge.reply(ref, text, options),
  note: (bridge, ref, text, options) => bridge.brandlovers.note(ref, text, options),
  close: (bridge, ref, _, options) => bridge.brandlovers.close(ref, options),
  reopen: (bridge, ref, _, options) => bridge.brandlovers.reopen(ref, options),
};

const CLUBCOLLECT: Partial<Record<ThreadVerb, Call<ClubcollectRef>>> = {
  reply: (bridge, ref, text, options) => bridge.reply(ref, text, options),
  archive: (bridge, ref, _, options) => bridge.clubcollect.archive(ref, options),
  assignToSupport: (bridge, ref, _, options) => bridge.clubcollect.assignToSupport(ref, options),
};

async function act(bridge: Ticketbridge, { verb, ref, text }: ThreadOrder, signal: AbortSignal): Promise<Sent> {
  const facts = { vendor: ref.vendor, account: ref.account, verb, ref };
  try {
    if (ref.vendor === 'brandlovers') await BRANDLOVERS[verb]?.(bridge, ref, text, { signal });
    else await CLUBCOLLECT[verb]?.(bridge, ref, text, { signal });
    return { ...facts, outcome: 'accepted' };
  } catch (error) {
    return { ...facts, ...whatIsKnown(error) };
  }
}

async function create(bridge: Ticketbridge, order: CreateOrder, signal: AbortSignal): Promise<Sent> {
  const { vendor, verb, input } = order;
  const facts = { vendor, account: input.account, verb, ref: undefined };
  try {
    if (order.vendor === 'brandlovers') return await createTicket(bridge, order, signal);
    const { ref } = await bridge.clubcollect.createThread(order.input, { signal });
    return { ...facts, ref, outcome: 'accepted' };
  } catch (error) {
    const marker = receiptOf(error)?.marker;
    return { ...facts, ...whatIsKnown(error), ...(marker !== undefined && { marker }) };
  }
}

/** BrandLovers does not tell the id of a new ticket: it is looked for once, and may not show yet. */
async function createTicket(
  bridge: Ticketbridge,
  { verb, vendor, input, key }: Extract<CreateOrder, { readonly vendor: 'brandlovers' }>,
  signal: AbortSignal,
): Promise<Sent> {
  const { account } = input;
  const facts = { vendor, account, verb } as const;
  if (key !== undefined) {
    const earlier = await bridge.brandlovers.locate({ account, marker: key }, { signal });
    if (earlier.status !== 'not-yet') return { ...facts, outcome: 'exists', marker: key, ...whereItIs(earlier) };
  }
  const receipt = await bridge.brandlovers.createThread(input, { signal, marker: key ?? true });
  const { marker } = receipt;
  const located = await bridge.brandlovers.locate(receipt, { signal }).catch(() => undefined);
  const ref = located?.status === 'found' ? located.thread.ref : undefined;
  return { ...facts, ref, outcome: 'accepted', ...(marker !== undefined && { marker }) };
}

/** Tells which ticket has a key. What stands in several, or amid a description, may not be one of ours. */
function whereItIs(located: Exclude<Located, { readonly status: 'not-yet' }>): Pick<Sent, 'ref' | 'why'> {
  if (located.status === 'found') return { ref: located.thread.ref, why: 'a ticket has this key already' };
  const refs = located.threads.map(({ ref }) => (ref ? formatThreadRef(ref) : 'one without an id'));
  return { ref: undefined, why: `the key stands in ${refs.join(', ')}` };
}

/** An answer that was accepted and could not be used may be a proxy's: nobody knows. */
function whatIsKnown(error: unknown): Pick<Sent, 'outcome' | 'why'> {
  if (!isTicketbridgeError(error) || error.kind === 'invalid-input') throw error;
  const { outcome, message } = error;
  return { outcome: outcome === 'accepted' ? 'unknown' : outcome, why: message };
}

function threadRecord(thread: ListedThread): ThreadRecord {
  const { vendor, account, ref, state } = thread;
  return {
    ref: formatted(ref),
    vendor,
    account,
    state: state.native ?? null,
    active: state.active,
    turn: state.turn,
    ...(thread.vendor === 'brandlovers'
      ? { changedAt: instantText(thread.updatedAt ?? thread.createdAt), about: thread.subject ?? thread.type ?? null }
      : { changedAt: instantText(thread.messages.at(-1)?.sentAt), about: thread.messages.at(-1)?.text ?? null }),
    raw: thread.vendor === 'brandlovers' ? thread.raw : null,
  };
}

const AUTHORS: Readonly<Record<string, MessageRecord['author']>> = { COMPANY: 'us', CUSTOMER: 'customer' };

function messageRecord(message: Message): MessageRecord {
  const { sentAt, text, thread, raw } = message;
  const own =
    message.vendor === 'brandlovers'
      ? { author: 'unknown' as const, visibility: message.visibility ?? null }
      : { author: authorOf(message.sender), visibility: null };
  return { ref: formatted(thread), sentAt: instantText(sentAt), ...own, text: text ?? null, raw };
}

function authorOf(sender: string | undefined): MessageRecord['author'] {
  return sender !== undefined && Object.hasOwn(AUTHORS, sender) ? (AUTHORS[sender] ?? 'unknown') : 'unknown';
}

function formatted(ref: ThreadRef | undefined): string | null {
  return ref ? formatThreadRef(ref) : null;
}
