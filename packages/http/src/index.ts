export type { VoidResult } from './answer.ts';
export { type ClientOptions, createOperations } from './client.ts';
export type { Closed, UnknownKey } from './closed.ts';
export { type ErrorFacts, type ErrorKind, isTicketbridgeError, type Outcome, TicketbridgeError } from './error.ts';
export type { Api, Fields, Operation, Shape, SuccessBody } from './operation.ts';
export type { AnyPaths, CreateSerializer } from './serializer.ts';
export type { CallOptions, Fetch } from './transport.ts';
