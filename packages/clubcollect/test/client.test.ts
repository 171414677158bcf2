import { inspect } from 'node:util';
import { createClubcollect, isTicketbridgeError } from '@ticketbridge/clubcollect';
import { describe, expect, test, vi } from 'vitest';
import { api } from '../src/generated/operations.ts';

const KEY = 'key-51ab7';

/** The error of a client that could not be created, as everything that a log could show of it. */
function refusalOf(options: unknown): string {
  try {
    Reflect.apply(createClubcollect, undefined, [options]);
  } catch (error) {
    if (!isTicketbridgeError(error)) throw error;
    expect(error).toMatchObject({ kind: 'invalid-input', vendor: 'clubcollect', outcome: 'not-sent', attempts: 0 });
    return `${error.message} ${JSON.stringify(error)} ${inspect(error, { depth: 10 })}`;
  }
  throw new Error('The client was created');
}

describe('an option that is wrong is refused by its name, and no credential is repeated', () => {
  const wrong: readonly [string, unknown, string][] = [
    ['no options', undefined, 'the options must be an object'],
    ['a key in place of the options', KEY, 'the options must be an object'],
    ['no key', {}, '"apiKey" must be ASCII text on one line'],
    ['an empty key', { apiKey: '' }, '"apiKey" must be ASCII text on one line'],
    ['a key with a line break', { apiKey: `${KEY}\r\n` }, '"apiKey" must be ASCII text on one line'],
    ['an unknown option', { apiKey: KEY, key: KEY }, '"key" is not an option; there are apiKey, '],
    [
      'http beyond loopback',
      { apiKey: KEY, baseUrl: 'http://api.example' },
      '"baseUrl" must be an https URL (http on loopback)',
    ],
    [
      'a URL with the key',
      { apiKey: KEY, baseUrl: `https://api.example/?key=${KEY}` },
      '"baseUrl" must be an https URL (http on loopback)',
    ],
    ['a fetch that is none', { apiKey: KEY, fetch: {} }, '"fetch" must be a function'],
  ];

  test.each(wrong)('%s', (_, options, message) => {
    const refusal = refusalOf(options);
    expect(refusal).toContain(`clubcollect: ${message}`);
    expect(refusal).not.toContain(KEY);
  });
});

describe('a client', () => {
  test('sends nothing when it is created', () => {
    const fetch = vi.fn();
    createClubcollect({ apiKey: KEY, baseUrl: 'http://127.0.0.1:4010/api', fetch });
    expect(fetch).not.toHaveBeenCalled();
  });

  test('shows no credential when it is inspected or written as JSON', () => {
    const client = createClubcollect({ apiKey: KEY });
    expect(inspect(client, { depth: 10, showHidden: true })).not.toContain(KEY);
    expect(JSON.stringify({ client, methods: Object.entries(client) })).not.toContain(KEY);
  });

  test('sends to production when no base URL is given, and encodes what a path holds', async () => {
    const fetch = vi.fn(async (_url: string) => Response.json({ tickets: [] }));
    await createClubcollect({ apiKey: KEY, fetch }).listInvoiceTickets({ invoiceId: '1/2' });
    const sent = fetch.mock.calls.map(([url]) => url.split('?')[0]);
    expect(sent).toEqual([`${api.baseUrl}/v2/invoices/1%2F2/tickets`]);
  });
});
