/**
 * What each source can do: `true`, or the reason why it cannot. The facade's types are made of this table, and
 * `capabilities()` returns it.
 */
const CAPABILITIES = {
  brandlovers: {
    threads: true,
    drain: true,
    messages: true,
    reply: true,
    createThread: true,
    locate: true,
    note: true,
    close: true,
    reopen: true,
    thread: 'no operation reads one ticket; it is found in a listing',
    listedMessages: 'a list holds tickets, not messages',
    archive: 'a ticket is closed, not archived',
    assignToSupport: 'no operation hands a ticket to the vendor',
  },
  clubcollect: {
    threads: true,
    drain: true,
    messages: true,
    reply: true,
    createThread: true,
    thread: true,
    listedMessages: true,
    archive: true,
    assignToSupport: true,
    locate: 'not needed: creating answers with the created message',
    note: 'every message may reach the customer; there is no visibility',
    close: 'a thread has no status; its messages can be archived',
    reopen: 'archiving has no undo',
  },
} as const;

/** The table that {@link capabilities} returns. */
export type Capabilities = typeof CAPABILITIES;

/** The name of a source: a vendor's API. */
export type Vendor = keyof Capabilities;

/** The verbs that a source has. */
export type VerbOf<N extends Vendor> = {
  [V in keyof Capabilities[N]]: Capabilities[N][V] extends true ? V : never;
}[keyof Capabilities[N]];

/** What each source can do, and the reason for each verb that it lacks. */
export function capabilities(): Capabilities {
  return CAPABILITIES;
}
