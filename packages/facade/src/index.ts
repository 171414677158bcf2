export { type ErrorKind, isTicketbridgeError, type Outcome, TicketbridgeError } from '@ticketbridge/http';
export type { Anomaly, Mapped } from './anomalies.ts';
export type { Located } from './brandlovers/locate.ts';
export type {
  BrandloversCreateReceipt,
  BrandloversMarked,
  BrandloversMessage,
  BrandloversNewThread,
  BrandloversReceipt,
  BrandloversThread,
} from './brandlovers/model.ts';
export { receiptOf } from './brandlovers/receipt-of.ts';
export {
  type BrandloversSourceOptions,
  type BrandloversVerbs,
  brandloversSource,
  type CreateThreadOptions,
} from './brandlovers/source.ts';
export { createTicketbridge, type SharedVerbs, type Ticketbridge } from './bridge.ts';
export { type Capabilities, capabilities, type Vendor, type VerbOf } from './capabilities.ts';
export type {
  ClubcollectMessage,
  ClubcollectMessageReceipt,
  ClubcollectNewThread,
  ClubcollectReceipt,
  ClubcollectThread,
  ClubcollectThreadFragment,
} from './clubcollect/model.ts';
export { type ClubcollectVerbs, clubcollectSource, type ListedMessagesOptions } from './clubcollect/source.ts';
export type { ListOwner } from './paging/concatenate.ts';
export type { Page, Paged, PagingOptions } from './paging/paginate.ts';
export { type BrandloversRef, type ClubcollectRef, formatThreadRef, parseThreadRef, type ThreadRef } from './ref.ts';
export type {
  BridgeOptions,
  DrainOptions,
  ListedThread,
  Message,
  MessagesOptions,
  Receipt,
  Source,
  Thread,
  ThreadFilter,
  ThreadFragment,
  ThreadsOptions,
  Vendors,
} from './source.ts';
export type { State } from './state.ts';
