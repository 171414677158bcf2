export { type ErrorKind, isTicketbridgeError, type Outcome, TicketbridgeError } from '@ticketbridge/http';
export {
  type BrandloversMessage,
  type BrandloversNewThread,
  type BrandloversReceipt,
  type BrandloversThread,
  type BrandloversVerbs,
  brandloversSource,
} from './brandlovers.ts';
export { createTicketbridge, type SharedVerbs, type Ticketbridge } from './bridge.ts';
export {
  type ClubcollectMessage,
  type ClubcollectMessageReceipt,
  type ClubcollectNewThread,
  type ClubcollectReceipt,
  type ClubcollectThreadFragment,
  type ClubcollectVerbs,
  clubcollectSource,
} from './clubcollect.ts';
export { type BrandloversRef, type ClubcollectRef, formatThreadRef, parseThreadRef, type ThreadRef } from './ref.ts';
export type {
  BridgeOptions,
  ListedThread,
  Message,
  Receipt,
  Source,
  SourceName,
  Sources,
  ThreadsOptions,
} from './sources.ts';
export type { State } from './state.ts';
