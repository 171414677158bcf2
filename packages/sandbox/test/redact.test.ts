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
    { journal, redactorOf: createRedactors(known, ['api_key']), secretHeaders: ['authorization'] },
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
  const wanted = [secret, written].filter((text) => text.length >= 8);
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
      { numRuns: process.env.EXHAUSTIVE ? 5000 : 60 },
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
      { numRuns: process.env.EXHAUSTIVE ? 5000 : 30 },
    );
  });
}

test('what is no secret is shown as it is', () => {
  const redactor = createRedactors(['a-token-of-a-seller', 'k'], ['api_key'])('', []);
  const target = '/marketplace/v1/ticket/7300401/messages?offset=0&limit=10&q=caf%C3%A9';
  expect(redactor.target(target)).toBe(target);
  expect(redactor.body('{"message":"Olá! ok, keep a token","n":1,"list":[null,true]}')).toEqual({
    message: 'Olá! ok, keep a token',
    n: 1,
    list: [null, true],
  });
  expect(redactor.target('/v2?api_key=any&Access-Token=any&page=2')).toBe(
    `/v2?api_key=${redacted}&Access-Token=${redacted}&page=2`,
  );
  expect(redactor.target('/v2/k/tickets')).toBe(`/v2/${redacted}/tickets`);
});
