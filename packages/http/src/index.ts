export type { VoidResult } from './answer.ts';
export { createOperations } from './client.ts';
export type { Closed, UnknownKey } from './closed.ts';
export type { Credential } from './credential.ts';
export { type ErrorFacts, type ErrorKind, isTicketbridgeError, type Outcome, TicketbridgeError } from './error.ts';
export type { CallEvent, EventFacts } from './events.ts';
export type { Api, Fields, Operation, Shape, SuccessBody } from './operation.ts';
export type { CallOptions, ClientOptions, Fetch, PatienceOptions } from './options.ts';
export type { PaceOptions } from './pace.ts';
export {
  type Page,
  type Paged,
  type PageOrigin,
  type PageRead,
  type PageSource,
  type PagingOptions,
  paginate,
  pagingError,
} from './paging.ts';
export type { CreateFinalUrl, SerializePrimitiveParam } from './serializer.ts';
