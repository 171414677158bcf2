import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJournal, type JournalEntry } from '../src/journal.ts';
import { logLine } from '../src/log-line.ts';
import { createRedactors, redacted } from '../src/redact.ts';
import { journaled } from '../src/server/journaled.ts';
import { refuse } from '../src/server/refusals.ts';

/** What may be done to a secret on its way. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent-encoded in small letters': (text) =>
    encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
  'percent-encoded letter by letter': (text) => Buffer.from(text).toString('hex').replaceAll(/../g, '%$&'),
  'as a form writes it': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'with the escapes of JSON': (text) => JSON.stringify(text).slice(1, -1),
  'escaped letter by letter': (text) =>
    text.replaceAll(/[\0-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'in base64 behind something': (text) => Buffer.from(`user:${text}!`).toString('base64'),
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'within something': (text) => `x${text}y`,
  'in letters and their marks': (text) => text.normalize('NFD'),
  'in letters and their marks, percent-encoded': (text) => encodeURIComponent(text.normalize('NFD')),
  'in letters and their marks, in base64': (text) => Buffer.from(text.normalize('NFD')).toString('base64'),
};

const JSON_OF = (value: unknown) => JSON.stringify(value);

/** Where it may stand. */
const PLACES: Readonly<Record<string, (text: string) => Partial<Exchange>>> = {
  'the path': (text) => ({ target: `/v1/${text}/messages` }),
  'the host': (text) => ({ target: `http://user:${text}@localhost/v1` }),
  'the value of a key in the query': (text) => ({ target: `/v1?status=${text}&limit=3` }),
  'the value of its own key': (text) => ({ target: `/v1?api_key=${text}` }),
  'the name of a key in the query': (text) => ({ target: `/v1?${text}=1` }),
  'both sides of an equals sign': (text) => ({ target: `/v1?${text.slice(0, 5)}=${text.slice(5)}` }),
  'a query without a key': (text) => ({ target: `/v1?${text}` }),
  'a text of a body': (text) => ({ body: JSON_OF({ message: [{ text }] }) }),
  'the name of a key in a body': (text) => ({ body: JSON_OF({ [text]: 1 }) }),
  'a body that is no JSON': (text) => ({ body: `<p>${text}</p>` }),
  'a body that is broken': (text) => ({ body: JSON_OF({ text }).slice(0, -1) }),
  'an answer': (text) => ({ answer: JSON_OF({ text }) }),
  'a reason': (text) => ({ reason: `query has a key that the spec does not declare: "${text}"` }),
};

interface Exchange {
  readonly target: string;
  readonly body: string;
  readonly answer: string;
  readonly reason: string;
  readonly authorization: string | undefined;
}

/** Everything that is shown of an exchange, by a sandbox that knows these secrets. */
function shownOf(known: readonly string[], exchange: Partial<Exchange>): string {
  const { target = '/v1', body = '', answer, reason, authorization } = exchange;
  const journal = createJournal();
  const streamed: JournalEntry[] = [];
  journal.subscribe((entry) => void streamed.push(entry));
  const reply = { ...refuse('unknown-path', reason), ...(answer && { body: answer }), ...(reason && { reason }) };
  const opening = journaled(
    { open: () => ({ answer: () => reply }) },
    {
      journal,
      redactorOf: createRedactors(known, { credentials: ['api_key', 'authorization'], query: ['limit', 'status'] }),
      secretHeaders: ['authorization'],
    },
  ).open({ method: 'GET', target, header: (name) => (name === 'authorization' ? authorization : undefined) });
  if ('answer' in opening) opening.answer(Buffer.from(body));
  return [...streamed.map((entry) => JSON.stringify(entry)), ...journal.entries().map(logLine)].join('\n');
}

/** Secrets as vendors make them, and such as use what URLs, JSON and base64 use. */
const secrets = fc
  .oneof(
    fc.stringMatching(/^[\w-]{8,40}$/),
    fc.stringMatching(/^[!-~]{8,24}$/),
    fc.stringMatching(/^[\w +/=&%?#"\\éßΣ€😀]{8,24}$/u),
  )
  .filter((secret) => secret === secret.trim() && secret.isWellFormed());

/** A secret must not be found in what is shown, however it is decoded. */
function expectHidden(shown: string, secret: string, written: string): void {
  const wanted = [secret, written, secret.normalize('NFC'), secret.normalize('NFD')].filter((text) => text.length >= 8);
  const forms = wanted.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]).map((text) => text.toLowerCase());
  for (const form of forms) expect(shown.toLowerCase().includes(form), `${form} in ${shown}`).toBe(false);
}

for (const [place, put] of Object.entries(PLACES)) {
  test(`no form of a secret is shown from ${place}`, () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...Object.entries(ENCODINGS)), (secret, [, encode]) => {
        const written = encode(secret);
        expectHidden(shownOf([secret], put(written)), secret, written);
      }),
      { numRuns: process.env.EXHAUSTIVE ? 2000 : 60 },
    );
  });

  test(`a secret that is nobody's is not shown from ${place}, where it was sent as one too`, () => {
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom(...Object.entries(ENCODINGS)),
        fc.boolean(),
        (secret, [, encode], isBasic) => {
          const written = encode(secret);
          const authorization = isBasic ? `Basic ${Buffer.from(`user:${secret}`).toString('base64')}` : secret;
          expectHidden(shownOf([], { ...put(written), authorization }), secret, written);
        },
      ),
      { numRuns: process.env.EXHAUSTIVE ? 2000 : 30 },
    );
  });
}

/** The places of a credential of another server: nothing but its name, or its place, says that it is one. */
const NAMED: Readonly<Record<string, (text: string) => Partial<Exchange>>> = {
  'a body, by the name of a header': (text) => ({ body: JSON_OF({ message: 'x', authorization: text }) }),
  'a body, by the name of a parameter, deep': (text) => ({ body: JSON_OF([{ a: { API_KEY: [{ b: text }] } }]) }),
  'a body, by a name that no spec has': (text) => ({ body: JSON_OF({ clientSecret: text, 'x-api-key': text }) }),
  'a body, as a pair': (text) => ({ body: JSON_OF({ metadata: [{ key: 'api_key', value: text }] }) }),
  'a body and its answer': (text) => ({ body: JSON_OF({ password: text }), answer: JSON_OF({ is: text }) }),
  'a text of a body': (text) => ({ body: JSON_OF({ message: `curl ?api_key=${text}` }) }),
  'JSON in a text of a body': (text) => ({ body: JSON_OF({ message: JSON_OF({ api_key: text }) }) }),
  'a header in a text of a body': (text) => ({ body: JSON_OF({ message: `use Bearer ${encodeURIComponent(text)}` }) }),
  'a body that is a form': (text) => ({ body: `message=x&api_key=${encodeURIComponent(text)}` }),
  'a body that is XML': (text) => ({ body: `<api_key>${text}</api_key>` }),
  'a body that is broken': (text) => ({ body: JSON_OF({ api_key: text }).slice(0, -1) }),
  'a path with the query in it': (text) => ({ target: `/tickets%3Fapi_key=${encodeURIComponent(text)}` }),
  'a parameter of a path': (text) => ({ target: `/tickets;api_key=${encodeURIComponent(text)}/messages` }),
  'a segment behind its name': (text) => ({ target: `/api_key/${encodeURIComponent(text)}/messages` }),
  'a fragment': (text) => ({ target: `/tickets?limit=3#api_key=${encodeURIComponent(text)}` }),
  'a fragment of a path': (text) => ({ target: `/tickets#api_key=${encodeURIComponent(text)}` }),
  'a value with another pair in it': (text) => ({ target: `/tickets?x=1%26api_key=${encodeURIComponent(text)}` }),
  'a value with another pair in it, twice encoded': (text) => ({
    target: `/tickets?x=1%2526api_key%253D${encodeURIComponent(text)}`,
  }),
  'a key with another one in it': (text) => ({ target: `/tickets?x%26api_key=${encodeURIComponent(text)}` }),
  'a key without a value, and the reason': (text) => ({
    target: `/tickets?${encodeURIComponent(text)}`,
    reason: `it is not declared: "${text}"`,
  }),
  'a key with an empty value': (text) => ({ target: `/tickets?${encodeURIComponent(text)}=` }),
};

for (const [place, put] of Object.entries(NAMED)) {
  test(`a credential of another server is not shown from ${place}`, () => {
    const foreign = fc.stringMatching(/^[\w -~é]{8,24}$/).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(foreign, (secret) => expectHidden(shownOf([], put(secret)), secret, encodeURIComponent(secret))),
      { numRuns: process.env.EXHAUSTIVE ? 2000 : 30, examples: [['PRODKEY1'], ['prodkeys']] },
    );
  });
}

test('of a key that nobody declares, the name is shown where it looks like one', () => {
  const redactor = createRedactors([], { credentials: ['api_key'], query: ['limit'] })({ target: '', sent: [] });
  expect(redactor.target('/v1?limt=10&limit&5f3c=1&limit=')).toBe(`/v1?limt=10&limit&${redacted}=1&limit=`);
});

test('what is no secret is shown as it is', () => {
  const names = { credentials: ['api_key'], query: ['offset', 'limit'] };
  const redactor = createRedactors(['a-token-of-a-seller', 'k'], names)({ target: '', sent: [] });
  const target = '/marketplace/v1/ticket/7300401/messages?offset=0&limit=10&q=caf%C3%A9';
  expect(redactor.target(target)).toBe(target);
  expect(redactor.body('{"message":"Olá! ok, keep a token","n":1,"list":[null,true]}')).toEqual({
    message: 'Olá! ok, keep a token',
    n: 1,
    list: [null, true],
  });
  const pairs = { metadata: [{ key: 'channel', value: 'app' }], author: 'Ana' };
  expect(redactor.body(JSON.stringify(pairs))).toEqual(pairs);
  expect(redactor.target('/v2?api_key=any&Access-Token=any&page=2')).toBe(
    `/v2?api_key=${redacted}&Access-Token=${redacted}&page=2`,
  );
  expect(redactor.target('/v2/k/tickets')).toBe(`/v2/${redacted}/tickets`);
});
