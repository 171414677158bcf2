/** What ClubCollect can do: `true`, or the reason why it cannot. */
export const CAPABILITIES = {
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
  hasMoreMessages: 'one request reads a whole thread',
} as const;
