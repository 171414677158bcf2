/** What an entry of the outbox does at the vendor. */
export type OutboxVerb = 'reply' | 'note' | 'close' | 'reopen' | 'archive' | 'assignToSupport' | 'createThread';

/**
 * How far an entry of the outbox is.
 *
 * - `queued`: it is sent as soon as it can be; nothing else is needed
 * - `sending`: it is being sent now
 * - `unknown`: it may have arrived; where `isUndecided`, a person has to decide, else it is being looked for
 * - `accepted`: the vendor has it, which is not the same as applied
 * - `refused`: the vendor does not take it, for `reason`; it is not sent again
 * - `cancelled`: it is not sent again; where it has a `sentAt`, it may have arrived all the same
 */
export type OutboxState = 'queued' | 'sending' | 'unknown' | 'accepted' | 'refused' | 'cancelled';

/** States of an entry of which nothing is to be sent any more. */
export const SETTLED: readonly OutboxState[] = ['accepted', 'refused', 'cancelled'];

/** States of an entry of which something is to be sent, looked for or decided. */
export const UNSETTLED: readonly OutboxState[] = ['queued', 'sending', 'unknown'];
