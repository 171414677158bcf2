import { type Account, formatThreadRef } from '@ticketbridge/facade';
import type { AccountStatus, Inbox, InboxMessage, InboxThread } from '@ticketbridge/inbox';
import { isSame } from '../known-accounts.ts';
import type { Desk, InboxDesk, SendOptions, ThreadsWanted } from './desk.ts';
import type { CreateOrder, Order, Sent } from './order.ts';
import { enqueue, settle } from './outbox.ts';
import type { MessageRecord, ThreadRecord } from './records.ts';
import { sentOf } from './sent.ts';
import { isDoubtful, whyOf } from './store-failure.ts';

interface Beside extends Pick<Desk, 'accounts' | 'currentMessages'> {
  readonly signal: AbortSignal;
}

/** Works with an inbox: reads its mirror, and places orders in its outbox. */
export function inboxDesk(inbox: Inbox, { accounts, currentMessages, signal }: Beside): InboxDesk {
  return {
    accounts,
    inbox,
    async *threads({ active, turn, accounts: wanted, onFailure }) {
      await tellUnread(inbox, wanted, onFailure);
      for await (const thread of inbox.threads({ active, accounts: wanted })) {
        if (turn === undefined || thread.state.turn === turn) yield await threadRecord(inbox, thread);
      }
    },
    async *messages(ref) {
      for await (const message of inbox.messages(ref)) if (message.goneAt === undefined) yield messageRecord(message);
    },
    currentMessages,
    send: (order, options) => send(inbox, order, { ...options, signal }),
    [Symbol.asyncDispose]: () => close(inbox),
  };
}

/** What was to be kept is kept, and told, by now: nothing that fails here changes the exit code. */
async function close(inbox: Inbox): Promise<void> {
  try {
    await inbox[Symbol.asyncDispose]();
  } catch {
    // The store went away.
  }
}

async function send(
  inbox: Inbox,
  order: Order,
  options: SendOptions & { readonly signal: AbortSignal },
): Promise<Sent> {
  // A key that is known before anything is written. That of a new ticket would have the vendor searched for it.
  const key = order.key ?? (order.verb === 'createThread' ? undefined : crypto.randomUUID());
  try {
    const placed = await enqueue(inbox, { ...order, key });
    return sentOf(order, placed, await settle(inbox, placed, options));
  } catch (error) {
    if (!isDoubtful(error)) throw error;
    const [{ vendor, account }, ref] =
      order.verb === 'createThread' ? [addressOf(order), undefined] : [order.ref, order.ref];
    return { vendor, account, verb: order.verb, ref, outcome: 'unknown', why: whyOf(error), key };
  }
}

function addressOf({ vendor, input: { account } }: CreateOrder): Account {
  return { vendor, account };
}

/** Tells which accounts the mirror does not hold yet. */
export async function tellUnread(
  inbox: Inbox,
  wanted: readonly Account[] | undefined,
  tell: ThreadsWanted['onFailure'],
): Promise<void> {
  for (const status of (await inbox.status()).accounts) {
    const isWanted = !wanted || wanted.some((one) => isSame(one, status));
    if (isWanted && status.phase !== 'ready') tell(new Error(whyNotRead(status)), status);
  }
}

/** Says why the mirror does not hold an account, or is not kept up to date. */
export function whyNotRead({ phase, failure }: AccountStatus): string {
  const failing = failure ?? '';
  if (phase === 'ready') return failing;
  return `its first run is not over${failing && `, and fails: ${failing}`}`;
}

async function threadRecord(inbox: Inbox, { ref, state, subject, changedAt, raw }: InboxThread): Promise<ThreadRecord> {
  return {
    ref: formatThreadRef(ref),
    vendor: ref.vendor,
    account: ref.account,
    state: state.native ?? null,
    active: state.active,
    turn: state.turn,
    changedAt,
    about: subject ?? (await newestText(inbox, ref)),
    raw: raw ?? null,
  };
}

/** ClubCollect has no subjects. */
async function newestText(inbox: Inbox, ref: InboxThread['ref']): Promise<string | null> {
  let newest: string | undefined;
  for await (const { text, goneAt } of inbox.messages(ref)) if (goneAt === undefined) newest = text;
  return newest ?? null;
}

/** Makes the record of a message of an inbox. */
export function messageRecord({ ref, sentAt, author, visibility, text, raw }: InboxMessage): MessageRecord {
  return {
    ref: formatThreadRef(ref),
    sentAt: sentAt ?? null,
    author,
    visibility: visibility ?? null,
    text: text ?? null,
    raw: raw ?? null,
  };
}
