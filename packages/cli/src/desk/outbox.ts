import { setTimeout } from 'node:timers/promises';
import type { BrandloversRef, ClubcollectRef, ThreadRef } from '@ticketbridge/facade';
import { type Inbox, isInboxError, type Outbox, type OutboxEntry } from '@ticketbridge/inbox';
import { UsageError } from '../usage-error.ts';
import type { Order, ThreadVerb } from './order.ts';

/** Milliseconds between two looks at an entry. */
const PAUSE = 100;

interface Waiting {
  /** Seconds to wait for what becomes of it. */
  readonly wait: number;
  readonly signal: AbortSignal;
}

/** What became of an entry. */
export interface Settled {
  readonly entry: OutboxEntry;
  /** Whether another process runs the inbox. */
  readonly isRunElsewhere: boolean;
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
 * when the wait is over, or interrupted.
 */
export async function settle(inbox: Inbox, { id }: OutboxEntry, { wait, signal }: Waiting): Promise<Settled> {
  if (wait === 0) return { entry: await entryOf(inbox, id), isRunElsewhere: (await inbox.status()).isRunning };
  const stop = AbortSignal.any([signal, AbortSignal.timeout(wait * 1_000)]);
  for (;;) {
    const sent = await sendAlone(inbox, id, stop);
    if (sent) return { entry: sent, isRunElsewhere: false };
    const entry = await entryOf(inbox, id);
    if (!isOpen(entry) || stop.aborted) return { entry, isRunElsewhere: true };
    await setTimeout(PAUSE, undefined, { signal: stop }).catch(() => {});
  }
}

/** `undefined` where another process runs the inbox, and sends it. */
async function sendAlone(inbox: Inbox, id: string, signal: AbortSignal): Promise<OutboxEntry | undefined> {
  try {
    return await inbox.send(id, { signal });
  } catch (error) {
    if (isInboxError(error) && error.code === 'already-running') return undefined;
    throw error;
  }
}

function isOpen({ state, isUndecided }: OutboxEntry): boolean {
  return state === 'queued' || state === 'sending' || (state === 'unknown' && !isUndecided);
}

async function entryOf({ outbox }: Inbox, id: string): Promise<OutboxEntry> {
  const entry = await outbox.get(id);
  if (!entry) throw new UsageError(`the outbox has no entry ${id}`);
  return entry;
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
