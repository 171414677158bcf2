import type { CreateApp } from './app.ts';
import { create as heyApi } from './apps/hey-api.ts';
import { create as ky } from './apps/ky.ts';
import { create as openapiFetch } from './apps/openapi-fetch.ts';
import { create as rawFetch } from './apps/raw-fetch.ts';
import { create as ticketbridge } from './apps/ticketbridge.ts';

/** Every client that is measured, by the name of its file in `apps/`. */
export const CONTENDERS: readonly (readonly [name: string, create: CreateApp])[] = [
  ['raw-fetch', rawFetch],
  ['openapi-fetch', openapiFetch],
  ['ticketbridge', ticketbridge],
  ['hey-api', heyApi],
  ['ky', ky],
];
