import { setTimeout as pause } from 'node:timers/promises';
import type { BrandloversRef, ClubcollectRef, ThreadRef } from '@ticketbridge/facade';
import { type Inbox, isInboxError, type Outbox, type OutboxEntry } from '@ticketbridge/inbox';
import { UsageError } from '../usage-error.ts';
import type { SendOptions } from './desk.ts';
import type { Order, ThreadVerb } from './order.ts';
import { isStoreLocked, isStoreUnreachable, whyOf } from './store-failure.ts';

/** Milliseconds between two looks at an entry that another process sends. */
const PAUSE = 100;

/** Milliseconds between two looks at an entry, to tell how far it is. */
const TELL = 1_000;

interface Waiting extends SendOptions {
  readonly signal: AbortSignal;
}

/** How far an entry is. */
export interface Settled {
  /** As the store has it; `undefined` where it cannot be read any more. */
  readonly entry: OutboxEntry | undefined;
  /** Whether another process runs the inbox; `undefined` where that is not known. */
  readonly isRunElsewhere?: boolean | undefined;
  /** What the store failed with. */
  readonly failure?: string | undefined;
}

/** Puts an order into the outbox: it is on the disk when this resolves. */
export async function enqueue({ outbox }: Inbox, order: Order): Promise<OutboxEntry> {
  const { key } = order;
  if (order.verb !== 'createThread') return PLACE[order.verb](outbox, order.ref, order.text, { key });
  if (order.vendor === 'brandlovers') return outbox.createThread(order.input, { key, vendor: 'brandlovers' });
  return outbox.createThread(order.input, { key, vendor: 'clubcollect' });
}

/**
 * Sends an entry where nobody runs the inbox, and waits for what becomes of it in either case. It stays in the outbox
 * when the wait is over, or interrupted. Never rejects: it may have been sent, whatever fails from here on.
 */
export async function settle(inbox: Inbox, { id }: OutboxEntry, waiting: Waiting): Promise<Settled> {
  const look = async () => {
    const entry = await inbox.outbox.get(id);
    if (entry) waiting.tell(DOING[entry.state]);
  };
  const tellFailure = (error: unknown) => {
    if (isStoreUnreachable(error)) waiting.tell('the inbox cannot be reached, trying again');
  };
  const timer = setInterval(() => void look().catch(tellFailure), TELL);
  try {
    return await waitFor(inbox, id, waiting);
  } catch (error) {
    // Read after all that was under way has ended: what is queued now was not sent from here.
    return { entry: await inbox.outbox.get(id).catch(() => undefined), failure: whyOf(error) };
  } finally {
    clearInterval(timer);
  }
}

const DOING: Readonly<Record<OutboxEntry['state'], string>> = {
  queued: 'waiting to send it',
  sending: 'sending it',
  unknown: 'no answer came, looking whether it arrived',
  accepted: 'done',
  refused: 'done',
  cancelled: 'done',
};

async function waitFor(inbox: Inbox, id: string, { wait, signal }: Waiting): Promise<Settled> {
  if (wait === 0) return { entry: await inbox.outbox.get(id), isRunElsewhere: (await inbox.status()).isRunning };
  // Not AbortSignal.timeout: inside AbortSignal.any, it may be collected before it fires.
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), wait * 1_000);
  const stop = AbortSignal.any([signal, over.signal]);
  try {
    for (;;) {
      const sent = await sendAlone(inbox, id, stop);
      if (sent) return { entry: sent, isRunElsewhere: false };
      const entry = await inbox.outbox.get(id);
      if (!entry || !isOpen(entry) || stop.aborted) return { entry, isRunElsewhere: true };
      await pause(PAUSE, undefined, { signal: stop }).catch(() => {});
    }
  } finally {
    clearTimeout(timer);
  }
}

/** `undefined` where another process runs the inbox, and sends it. A lock is waited for: the entry is not sent twice. */
async function sendAlone(inbox: Inbox, id: string, signal: AbortSignal): Promise<OutboxEntry | undefined> {
  for (;;) {
    try {
      return await inbox.send(id, { signal });
    } catch (error) {
      if (isInboxError(error) && error.code === 'already-running') return undefined;
      if (signal.aborted || !isStoreLocked(error)) throw error;
    }
  }
}

/** Tells whether a sender, or a look at the vendor, can still change what is known of an entry. */
function isOpen({ state, isUndecided }: OutboxEntry): boolean {
  return state === 'queued' || state === 'sending' || (state === 'unknown' && !isUndecided);
}

type Place = (
  outbox: Outbox,
  ref: ThreadRef,
  text: string,
  options: { readonly key?: string | undefined },
) => Promise<OutboxEntry>;

const PLACE: Readonly<Record<ThreadVerb, Place>> = {
  reply: (outbox, ref, text, options) => outbox.reply(ref, text, options),
  note: (outbox, ref, text, options) => outbox.note(brandlovers(ref), text, options),
  close: (outbox, ref, _, options) => outbox.close(brandlovers(ref), options),
  reopen: (outbox, ref, _, options) => outbox.reopen(brandlovers(ref), options),
  archive: (outbox, ref, _, options) => outbox.archive(clubcollect(ref), options),
  assignToSupport: (outbox, ref, _, options) => outbox.assignToSupport(clubcollect(ref), options),
};

function brandlovers(ref: ThreadRef): BrandloversRef {
  if (ref.vendor !== 'brandlovers') throw new UsageError(`${ref.vendor} cannot do that`);
  return ref;
}

function clubcollect(ref: ThreadRef): ClubcollectRef {
  if (ref.vendor !== 'clubcollect') throw new UsageError(`${ref.vendor} cannot do that`);
  return ref;
}
