export type { VoidResult } from './answer.ts';
export { basic } from './basic.ts';
export { type Check, type Checks, type MakeInvalid, readOptions } from './checks.ts';
export { createOperations } from './client.ts';
export type { Closed, UnknownKey } from './closed.ts';
export { type Credential, verbatim } from './credential.ts';
export {
  causeOf,
  type ErrorFacts,
  type ErrorKind,
  isTicketbridgeError,
  type Outcome,
  TicketbridgeError,
} from './error.ts';
export type { CallEvent, EventFacts } from './events.ts';
export { readHeaders } from './headers.ts';
export type { Api, CredentialForm, Fields, Operation, SecretScheme, Shape, SuccessBody } from './operation.ts';
export {
  type BodyReader,
  CALL_OPTIONS,
  type CallOptions,
  type ClientOptions,
  type Fetch,
  type PatienceOptions,
  type RequestLike,
  type ResponseBody,
  type ResponseLike,
} from './options.ts';
export type { PaceOptions } from './pace.ts';
export { whenAborted } from './when-aborted.ts';
