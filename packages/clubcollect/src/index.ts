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
export { type Clubcollect, type ClubcollectOptions, createClubcollect } from './client.ts';
export * from './generated/index.ts';
