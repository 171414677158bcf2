/** What BrandLovers can do: `true`, or the reason why it cannot. */
export const CAPABILITIES = {
  threads: true,
  drain: true,
  messages: true,
  reply: true,
  createThread: true,
  locate: true,
  note: true,
  close: true,
  reopen: true,
  hasMoreMessages: true,
  thread: 'no operation reads one ticket; it is found in a listing',
  listedMessages: 'a list holds tickets, not messages',
  archive: 'a ticket is closed, not archived',
  assignToSupport: 'no operation hands a ticket to the vendor',
} as const;
