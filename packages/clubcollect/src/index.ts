export {
  type CallEvent,
  type CallOptions,
  type ClientOptions,
  type Credential,
  causeOf,
  type ErrorKind,
  type Fetch,
  isTicketbridgeError,
  type Outcome,
  TicketbridgeError,
  type VoidResult,
} from '@ticketbridge/http';
export * from './generated/index.ts';
