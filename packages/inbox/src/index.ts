import './require-node.ts';

export type { Clock } from './clock.ts';
export type { Beginning, DeliveredEvent } from './events/consumer.ts';
export type {
  AccountReady,
  EventType,
  InboxEvent,
  MessageGone,
  MessageNew,
  ThreadMissing,
  ThreadNew,
  ThreadRewritten,
  ThreadState,
} from './events/event.ts';
export type { EventsOptions, Inbox, InboxProgress, RetainOptions, RunOptions, SendOptions } from './inbox.ts';
export { InboxError, type InboxErrorCode, isInboxError } from './inbox-error.ts';
export type { InboxMessage, InboxThread } from './model.ts';
export { openInbox } from './open-inbox.ts';
export type { InboxOptions, PollingOptions } from './options.ts';
export type { CreateOptions, OutboxOptions } from './outbox/checks.ts';
export type { Verdict } from './outbox/decide.ts';
export type { OutboxEntry } from './outbox/entry.ts';
export type { Outbox } from './outbox/outbox.ts';
export type { OutboxState, OutboxVerb } from './outbox/state.ts';
export type { SearchFilter } from './read/search.ts';
export type { ThreadsFilter } from './read/threads.ts';
export { type SqliteStoreOptions, sqliteStore } from './sqlite/store.ts';
export type { AccountStatus, ConsumerStatus, InboxStatus, OutboxStatus } from './status.ts';
export type { Store } from './store.ts';
