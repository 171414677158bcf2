import type { Fetch } from '@ticketbridge/http';
import { undiciFetch } from '@ticketbridge/http/undici';
import { Agent, type RequestInit as UndiciInit, fetch as undiciOwn } from 'undici';
import { Agent as Agent7, type RequestInit as Undici7Init, fetch as undici7 } from 'undici-7';
import { expect, test } from 'vitest';
import { lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';

/** Each compiles without a cast: that is the test. */
const FETCHES: Readonly<Record<string, Fetch>> = {
  "the platform's": fetch,
  "undici's": undiciOwn,
  "undici 7's": undici7,
  'undiciFetch()': undiciFetch(),
  'one that passes its arguments on': (url, init) => fetch(url, init),
  'one that passes its arguments on to undici': (url, init) => undiciOwn(url, init),
  "one with the platform's types": (url: RequestInfo | URL, init?: RequestInit) => fetch(url, init),
  "one with the platform's types, whose init is needed": (url: string, init: RequestInit) => fetch(url, init),
  "one with undici's types": (url: string, init: UndiciInit) => undiciOwn(url, { ...init, dispatcher: new Agent() }),
  "one with undici 7's types": (url: string, init: Undici7Init) => undici7(url, { ...init, dispatcher: new Agent7() }),
  'one that adds to the init': (url, init) => fetch(url, { ...init, cache: 'no-store', keepalive: true }),
  'one that adds a header': (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'x-a': '1' } }),
  'one around undiciFetch()': (url, init) => undiciFetch()(url, init),
};

test.each(Object.entries(FETCHES))('a client takes as its fetch: %s', async (_, fetch) => {
  const { baseUrl, arrivals } = await serve(answering(200, ['a']));
  const client = lettersClient({ baseUrl, fetch });
  expect(await client.listTags()).toEqual(['a']);
  expect(await client.sendLetter({ boxId: 'b', text: 't' })).toEqual({ status: 200 });
  expect(arrivals.map(({ method, body }) => method + body)).toEqual(['GET', 'POST{"text":"t"}']);
});
