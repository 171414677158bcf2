import { type Account, formatThreadRef } from '@ticketbridge/facade';
import type { Inbox, InboxMessage, InboxThread, OutboxEntry } from '@ticketbridge/inbox';
import type { InboxDesk, ThreadsWanted } from './desk.ts';
import type { Order, Sent } from './order.ts';
import { enqueue, type Settled, settle } from './outbox.ts';
import type { MessageRecord, ThreadRecord } from './records.ts';

/** Works with an inbox: reads its mirror, and places orders in its outbox. */
export function inboxDesk(inbox: Inbox, accounts: readonly Account[], signal: AbortSignal): InboxDesk {
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
    send: async (order, wait) => sentOf(order, await settle(inbox, await enqueue(inbox, order), { wait, signal })),
    [Symbol.asyncDispose]: () => inbox[Symbol.asyncDispose](),
  };
}

/** Tells which accounts the mirror does not hold yet. */
export async function tellUnread(
  inbox: Inbox,
  wanted: readonly Account[] | undefined,
  tell: ThreadsWanted['onFailure'],
): Promise<void> {
  for (const { vendor, account, phase } of (await inbox.status()).accounts) {
    const isWanted = !wanted || wanted.some((one) => one.vendor === vendor && one.account === account);
    if (isWanted && phase !== 'ready') tell(new Error('its first run is not over'), { vendor, account });
  }
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

const OUTCOMES: Readonly<Record<OutboxEntry['state'], Sent['outcome']>> = {
  queued: 'queued',
  sending: 'unknown',
  unknown: 'unknown',
  accepted: 'accepted',
  refused: 'refused',
  cancelled: 'not-sent',
};

function sentOf(order: Order, { entry, isRunElsewhere }: Settled): Sent {
  const { id, key, state, ref, vendor, account, reason } = entry;
  const isMarked = order.verb === 'createThread' && vendor === 'brandlovers';
  return {
    vendor,
    account,
    verb: order.verb,
    ref,
    outcome: OUTCOMES[state],
    why: reason,
    isRunElsewhere,
    entry: id,
    ...(isMarked && { marker: key }),
  };
}
