import type { OutboxEntry } from '@ticketbridge/inbox';
import type { Order, Sent } from './order.ts';
import type { Settled } from './outbox.ts';

const OUTCOMES: Readonly<Record<OutboxEntry['state'], Sent['outcome']>> = {
  queued: 'queued',
  sending: 'unknown',
  unknown: 'unknown',
  accepted: 'accepted',
  refused: 'refused',
  cancelled: 'not-sent',
};

/** Tells what became of an order that was placed as an entry: only what the outbox knows of it. */
export function sentOf(order: Order, placed: OutboxEntry, { entry, isRunElsewhere, failure }: Settled): Sent {
  const { id, key, vendor, account } = placed;
  const outcome = entry ? outcomeOf(entry) : 'unknown';
  const isMarked = order.verb === 'createThread' && vendor === 'brandlovers';
  return {
    vendor,
    account,
    verb: order.verb,
    ref: (entry ?? placed).ref,
    outcome,
    why: (outcome === 'unknown' || outcome === 'queued' ? failure : undefined) ?? (entry && reasonOf(entry)),
    entry: id,
    key,
    isRunElsewhere,
    isOpen: !entry || entry.state === 'sending' || entry.state === 'unknown',
    ...(isEarlier(placed) && { isEarlier: true }),
    ...(entry?.sentAt !== undefined && { sentAt: entry.sentAt }),
    ...(isMarked && { marker: key }),
  };
}

/** Tells whether an entry was there before it was asked for: what is queued just now was never tried. */
function isEarlier({ state, attempts }: OutboxEntry): boolean {
  return state !== 'queued' || attempts > 0;
}

function outcomeOf({ state, sentAt, settledBy, attempts }: OutboxEntry): Sent['outcome'] {
  // The ticket that has its mark was there before anything was sent.
  if (state === 'accepted' && settledBy === 'look' && attempts === 0) return 'exists';
  if (state === 'cancelled' && sentAt !== undefined) return 'unknown';
  return OUTCOMES[state];
}

/** What an entry keeps as its reason is what was last known before it was settled. */
function reasonOf(entry: OutboxEntry): string | undefined {
  const { state, settledBy, sentAt, reason } = entry;
  if (outcomeOf(entry) === 'exists') return 'a ticket has this key already';
  if (state === 'accepted') return settledBy === 'person' ? 'a person has decided so' : undefined;
  if (state !== 'cancelled' || settledBy !== 'person') return reason;
  return sentAt === undefined ? 'it was cancelled' : 'it was cancelled after it had been sent, and may have arrived';
}
