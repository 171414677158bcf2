export {
  type ErrorKind,
  isTicketbridgeError,
  type Outcome,
  type Page,
  type Paged,
  type PagingOptions,
  TicketbridgeError,
} from '@ticketbridge/http';
export type { Anomaly, Mapped } from './anomalies.ts';
export {
  type BrandloversSourceOptions,
  type BrandloversVerbs,
  brandloversSource,
  type CreateThreadOptions,
} from './brandlovers.ts';
export type {
  BrandloversCreateReceipt,
  BrandloversMessage,
  BrandloversNewThread,
  BrandloversReceipt,
  BrandloversThread,
} from './brandlovers-model.ts';
export { createTicketbridge, type SharedVerbs, type Ticketbridge } from './bridge.ts';
export { type Capabilities, capabilities, type SourceName, type VerbOf } from './capabilities.ts';
export { type ClubcollectVerbs, clubcollectSource, type ListedMessagesOptions } from './clubcollect.ts';
export type {
  ClubcollectMessage,
  ClubcollectMessageReceipt,
  ClubcollectNewThread,
  ClubcollectReceipt,
  ClubcollectThread,
  ClubcollectThreadFragment,
} from './clubcollect-model.ts';
export type { ListOwner } from './concatenate.ts';
export type { Located } from './locate.ts';
export { receiptOf } from './receipt-of.ts';
export { type BrandloversRef, type ClubcollectRef, formatThreadRef, parseThreadRef, type ThreadRef } from './ref.ts';
export type {
  BridgeOptions,
  DrainOptions,
  ListedThread,
  Message,
  MessagesOptions,
  Receipt,
  Source,
  Sources,
  Thread,
  ThreadFilter,
  ThreadFragment,
  ThreadsOptions,
} from './sources.ts';
export type { State } from './state.ts';
