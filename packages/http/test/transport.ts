import type { Fetch } from '@ticketbridge/http';
import { undiciFetch } from '@ticketbridge/http/undici';

export const undici: Fetch = undiciFetch();

/** Whether this run tests the platform's own `fetch`: the variable TRANSPORT names none of undici's. */
export const isPlatform = !process.env.TRANSPORT;

/** The `fetch` of this run, for every client of a test that brings none. */
export const fetch: Fetch = isPlatform ? globalThis.fetch : undici;
