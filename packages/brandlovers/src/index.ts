export {
  type CallOptions,
  type ClientOptions,
  type ErrorKind,
  isTicketbridgeError,
  type Outcome,
  TicketbridgeError,
  type VoidResult,
} from '@ticketbridge/http';
export { type Brandlovers, type BrandloversOptions, createBrandlovers } from './client.ts';
export * from './generated/index.ts';
