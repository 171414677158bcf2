import { inspect } from 'node:util';
import { createBrandlovers, isTicketbridgeError } from '@ticketbridge/brandlovers';
import { describe, expect, test, vi } from 'vitest';
import { api } from '../src/generated/operations.ts';

const TOKEN = 'tok-51ab7';

/** The error of a client that could not be created, as everything that a log could show of it. */
function refusalOf(options: unknown): string {
  try {
    Reflect.apply(createBrandlovers, undefined, [options]);
  } catch (error) {
    if (!isTicketbridgeError(error)) throw error;
    expect(error).toMatchObject({ kind: 'invalid-input', vendor: 'brandlovers', outcome: 'not-sent', attempts: 0 });
    return `${error.message} ${JSON.stringify(error)} ${inspect(error, { depth: 10 })}`;
  }
  throw new Error('The client was created');
}

describe('an option that is wrong is refused by its name, and no credential is repeated', () => {
  const wrong: readonly [string, unknown, string][] = [
    ['no options', undefined, 'the options must be an object'],
    ['a token in place of the options', TOKEN, 'the options must be an object'],
    ['no token', {}, '"token" must be ASCII text on one line'],
    ['a token that is no text', { token: { value: TOKEN } }, '"token" must be ASCII text on one line'],
    ['an empty token', { token: '' }, '"token" must be ASCII text on one line'],
    ['a token with a line break', { token: `${TOKEN}\n` }, '"token" must be ASCII text on one line'],
    ['a token with a space around it', { token: ` ${TOKEN}` }, '"token" must be ASCII text on one line'],
    ['a token that no header can carry', { token: `${TOKEN}ü` }, '"token" must be ASCII text on one line'],
    ['an unknown option', { token: TOKEN, apiKey: TOKEN }, '"apiKey" is not an option; there are token, '],
    [
      'http beyond loopback',
      { token: TOKEN, baseUrl: 'http://api.example' },
      '"baseUrl" must be an https URL (http on loopback)',
    ],
    [
      'another protocol',
      { token: TOKEN, baseUrl: 'ftp://api.example' },
      '"baseUrl" must be an https URL (http on loopback)',
    ],
    ['a relative URL', { token: TOKEN, baseUrl: '/v1' }, '"baseUrl" must be an https URL (http on loopback)'],
    [
      'a URL with a password',
      { token: TOKEN, baseUrl: `https://u:${TOKEN}@api.example` },
      '"baseUrl" must be an https URL (http on loopback)',
    ],
    [
      'a URL with a query',
      { token: TOKEN, baseUrl: `https://api.example/?k=${TOKEN}` },
      '"baseUrl" must be an https URL (http on loopback)',
    ],
    [
      'a URL object',
      { token: TOKEN, baseUrl: new URL('https://api.example') },
      '"baseUrl" must be an https URL (http on loopback)',
    ],
    ['a fetch that is none', { token: TOKEN, fetch: 'fetch' }, '"fetch" must be a function'],
  ];

  test.each(wrong)('%s', (_, options, message) => {
    const refusal = refusalOf(options);
    expect(refusal).toContain(`brandlovers: ${message}`);
    expect(refusal).not.toContain(TOKEN);
  });
});

describe('a client', () => {
  test.each([
    undefined,
    'https://proxy.example/v1/',
    'http://127.0.0.1:4010/v1',
    'http://localhost:4010',
    'http://[::1]:4010',
  ])('is created with the base URL %s, and that sends nothing', (baseUrl) => {
    const fetch = vi.fn();
    createBrandlovers({ token: TOKEN, baseUrl, fetch });
    expect(fetch).not.toHaveBeenCalled();
  });

  test('shows no credential when it is inspected or written as JSON', () => {
    const client = createBrandlovers({ token: TOKEN });
    expect(inspect(client, { depth: 10, showHidden: true })).not.toContain(TOKEN);
    expect(JSON.stringify({ client, methods: Object.entries(client) })).not.toContain(TOKEN);
  });

  test('sends to production when no base URL is given, and looks up the platform at each call', async () => {
    const client = createBrandlovers({ token: TOKEN });
    using fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ tickets: [] }));
    await client.listTickets({ status: 'OPEN' });
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      expect.stringMatching(new RegExp(`^${api.baseUrl}/tickets\\?(.*&)?status=OPEN(&|$)`)),
    ]);
  });

  test('has methods that work without it', async () => {
    const fetch = vi.fn(async () => Response.json({ tickets: [] }));
    const { listTickets } = createBrandlovers({ token: TOKEN, fetch });
    expect(await listTickets()).toEqual({ tickets: [] });
  });

  test('cannot be changed', () => {
    expect(Object.isFrozen(createBrandlovers({ token: TOKEN }))).toBe(true);
  });
});
