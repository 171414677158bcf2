import type { CreateApp } from './app.ts';
import { create as heyApi } from './apps/hey-api.ts';
import { create as ky } from './apps/ky.ts';
import { create as openapiFetch } from './apps/openapi-fetch.ts';
import { create as rawFetch } from './apps/raw-fetch.ts';
import { create as ticketbridge } from './apps/ticketbridge.ts';
import { create as ticketbridgeUndici } from './apps/ticketbridge-undici.ts';
import { create as undiciRequest } from './apps/undici-request.ts';

export type Contenders = readonly (readonly [name: string, create: CreateApp])[];

/** Every client that sends with a `fetch` it is given, by the name of its file in `apps/`. */
export const CONTENDERS: Contenders = [
  ['raw-fetch', rawFetch],
  ['openapi-fetch', openapiFetch],
  ['ticketbridge', ticketbridge],
  ['hey-api', heyApi],
  ['ky', ky],
];

/** Those that send to a server: with the platform's `fetch`, or through undici. */
export const SENDERS: Contenders = [
  ...CONTENDERS,
  ['ticketbridge-undici', ticketbridgeUndici],
  ['undici-request', undiciRequest],
];
