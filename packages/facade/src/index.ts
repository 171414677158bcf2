export {
  causeOf,
  type ErrorFacts,
  type ErrorKind,
  isTicketbridgeError,
  type Outcome,
  TicketbridgeError,
} from '@ticketbridge/http';
export type { Anomaly, Mapped } from './anomalies.ts';
export type { Located } from './brandlovers/locate.ts';
export { markerIn } from './brandlovers/marker.ts';
export type {
  BrandloversCreateReceipt,
  BrandloversMarked,
  BrandloversMessage,
  BrandloversNewThread,
  BrandloversReceipt,
  BrandloversThread,
} from './brandlovers/model.ts';
export { receiptOf } from './brandlovers/receipt-of.ts';
export { type BrandloversSourceOptions, brandloversSource } from './brandlovers/source.ts';
export type { BrandloversVerbs, CreateThreadOptions } from './brandlovers/verbs.ts';
export { createTicketbridge, type SharedVerbs, type Ticketbridge } from './bridge.ts';
export { type Capabilities, capabilities, type VerbOf } from './capabilities.ts';
export type {
  ClubcollectMessage,
  ClubcollectMessageReceipt,
  ClubcollectNewThread,
  ClubcollectReceipt,
  ClubcollectThread,
  ClubcollectThreadFragment,
} from './clubcollect/model.ts';
export { type ClubcollectSourceOptions, clubcollectSource } from './clubcollect/source.ts';
export type { ClubcollectVerbs, ListedMessagesOptions } from './clubcollect/verbs.ts';
export type { ListedThread, Message, Receipt, Thread, ThreadFragment, Vendors } from './model.ts';
export type {
  BridgeOptions,
  DrainOptions,
  MessagesOptions,
  SourceFilter,
  ThreadFilter,
  ThreadsOptions,
} from './options.ts';
export type { Page, Paged, PagingOptions } from './paging/paged.ts';
export { type BrandloversRef, type ClubcollectRef, formatThreadRef, parseThreadRef, type ThreadRef } from './ref.ts';
export type { Source } from './source.ts';
export type { State } from './state.ts';
export type { Account, Vendor } from './vendor.ts';
