import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { type Api, type CallEvent, type Fetch, isTicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { type Letters, letters, lettersClient } from './letters.ts';
import { answering, serve, writing } from './server.ts';
import { fetch } from './transport.ts';

/** Part of every secret below; nothing else contains it. */
const CANARY = /k4n4ry|%6b4n4ry/i;

const KEY = 'K4n4ry-Key.a1B2';
const HEADER = 'k4n4ry-header-c3D4';
const ID = 'k4n4ry-id-e5F6';
const TEXT = 'k4n4ry-text-g7H8';
const LONG_TEXT = 'Dear k4n4ry,\nВаш ключ: k4n4ry-ключ\r\n"k4n4ry"';
const SECRETS = [KEY, HEADER, ID, TEXT, LONG_TEXT];

const inQuery: Api = { ...letters, credential: { option: 'key', in: 'query', name: 'key' } };

const DEEP = { showHidden: true, depth: 10, getters: true };

/** Every way in which a value ends up in a log. */
function renderings(value: unknown): string {
  const causes: unknown[] = [];
  for (let at = value; at instanceof Error && causes.length < 10; at = at.cause) causes.push(at.message, at.stack);
  return [inspect(value, DEEP), inspect(value), String(value), JSON.stringify(value), ...causes].join('\n');
}

/** Makes every call against one fault, and collects all that it lets out. */
async function letOut(options: { baseUrl?: string; fetch?: Fetch }, key = KEY): Promise<string> {
  const seen: string[] = [];
  const onEvent = (event: CallEvent) => void seen.push(inspect(event, DEEP), JSON.stringify(event));
  const calls: readonly ((client: Letters) => Promise<unknown>)[] = [
    (client) => client.listLetters({ boxId: ID, tag: LONG_TEXT }, { headers: { 'x-a': HEADER, 'x-b': TEXT } }),
    (client) => client.sendLetter({ boxId: ID, text: LONG_TEXT, trace: TEXT }, { headers: { 'x-a': HEADER } }),
    (client) => client.replaceTags({ tags: [ID, TEXT, LONG_TEXT] }, { headers: { 'x-a': HEADER } }),
  ];
  for (const client of [
    lettersClient({ ...options, key, onEvent, maxAttempts: 1 }),
    lettersClient({ ...options, key: async () => key, onEvent, maxAttempts: 1 }, inQuery),
  ]) {
    seen.push(renderings(client));
    const results = await Promise.allSettled(calls.map((call) => call(client)));
    for (const result of results) if (result.status === 'rejected') seen.push(renderings(result.reason));
  }
  expect(seen.length).toBeGreaterThan(10);
  return seen.join('\n');
}

function hits(text: string): readonly string[] {
  return text.split('\n').filter((line) => CANARY.test(line));
}

const echoes = SECRETS.flatMap((secret) => [secret, secret.toUpperCase(), secret.toLowerCase()]);
/** What an error code could be: also a part of a secret, and one that holds a secret. */
const tokens = [
  KEY.slice(0, 10),
  ...echoes,
  ...echoes.map((secret) => `err-${secret}`),
  ...echoes.map((secret) => `${secret}.x`),
];
const oneLine = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, ' ').trim();

const inEveryBody: readonly RequestListener[] = SECRETS.flatMap((secret) =>
  [200, 302, 400, 403, 500].flatMap((status) => [
    answering(status, secret),
    answering(status, `{"${secret}`),
    answering(status, `<p>${secret}</p>`),
    answering(status, JSON.stringify(secret)),
  ]),
);
const inEveryCode: readonly RequestListener[] = tokens.flatMap((code) => [
  answering(400, { error: code, [code]: code }),
  answering(500, { errors: [code, code] }),
]);
const inEveryHeader: readonly RequestListener[] = echoes
  .map(oneLine)
  .flatMap((secret) => [
    answering(400, {}, { 'x-echo': secret, 'retry-after': secret, 'content-type': secret, date: secret }),
    answering(200, '', { 'x-echo': secret, 'content-type': secret, 'set-cookie': `a=${secret}` }),
    writing(`HTTP/1.1 400 ${secret}\r\ncontent-length: 0\r\n\r\n`, 'end'),
    writing(`${secret}\r\n\r\n`, 'end'),
  ]);
const inEveryTarget: readonly RequestListener[] = [
  ...echoes
    .filter((secret) => !secret.includes('\n'))
    .flatMap((secret) => [
      `https://${secret.replaceAll('.', '-')}.example/x`,
      `https://www.${secret}.example/x`,
      `${secret}:opaque`,
    ]),
  ...echoes
    .map(encodeURIComponent)
    .flatMap((secret) => [
      `https://user:${secret}@elsewhere.example/`,
      `/path/${secret}?key=${secret}`,
      `https://elsewhere.example/${secret}#${secret}`,
    ]),
].map((location) => answering(307, '', { location }));

describe('a vendor that repeats what it was sent is not repeated', () => {
  test.each([
    ['in bodies', inEveryBody],
    ['in error codes', inEveryCode],
    ['in headers, status texts and bytes that are no HTTP', inEveryHeader],
    ['in redirect targets', inEveryTarget],
  ])('%s', async (_, answers) => {
    const { baseUrl } = await serve((request, response) => {
      const chosen = answers[Number(request.headers['x-answer'])];
      chosen?.(request, response);
    });
    for (const index of answers.keys()) {
      const choosing: Fetch = (url, init) => {
        return fetch(url, { ...init, headers: { ...init.headers, 'x-answer': String(index) } });
      };
      expect(hits(await letOut({ baseUrl, fetch: choosing }))).toEqual([]);
    }
  });

  test('of a credential with a scheme the part behind the scheme is secret too', async () => {
    const { baseUrl } = await serve(answering(400, { error: `bad:${KEY}` }));
    expect(hits(await letOut({ baseUrl }, `Bearer ${KEY}`))).toEqual([]);
  });

  test('what the vendor says of its own is shown', async () => {
    const { baseUrl } = await serve(answering(400, { error: 'no_such_box' }));
    expect(await letOut({ baseUrl })).toContain('no_such_box');
  });
});

describe('a fetch that fails with what it was given is not repeated', () => {
  const failing: readonly [string, (text: string) => unknown][] = [
    ['its message', (text) => new Error(`cannot fetch ${text}`)],
    ['its code', (text) => Object.assign(new Error('x'), { code: text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_') })],
    ['its code, as it is', (text) => Object.assign(new Error('x'), { code: text })],
    ['its cause', (text) => new TypeError('x', { cause: new Error(text, { cause: text }) })],
    ["its cause's code", (text) => new Error('x', { cause: Object.assign(new Error(text), { code: text }) })],
    ['a text', (text) => text],
    ['an object', (text) => ({ message: text, url: text, toString: () => text })],
  ];
  test.each(failing)('%s', async (_, reason) => {
    for (const secret of SECRETS) {
      const fetch: Fetch = (url, init) =>
        Promise.reject(reason(`${secret} ${url} ${JSON.stringify([...new Headers(init.headers)])} ${init.body}`));
      expect(hits(await letOut({ fetch }))).toEqual([]);
      expect(hits(await letOut({ fetch: () => Promise.reject(reason(secret)) }))).toEqual([]);
    }
  });
});

describe('what is refused before it is sent is not repeated', () => {
  const refused: readonly [string, () => unknown][] = [
    ['a key on two lines', () => lettersClient({ key: `${KEY}\n${KEY}` })],
    ['a key beyond Latin-1', () => lettersClient({ key: `${KEY}-ключ` })],
    ['a key that is an object', () => Reflect.apply(lettersClient, undefined, [{ key: { token: KEY } }])],
    ['a base URL with a password', () => lettersClient({ baseUrl: `https://user:${KEY}@letters.example` })],
    ['a base URL with a query', () => lettersClient({ baseUrl: `https://letters.example/?key=${KEY}` })],
    ['a base URL that is none', () => lettersClient({ baseUrl: KEY })],
    ['a key given on two lines', () => lettersClient({ key: () => `${KEY}\n` }).listTags()],
    ['a key that could not be given', () => lettersClient({ key: () => Promise.reject(new Error(KEY)) }).listTags()],
    ['a header on two lines', () => lettersClient({}).listTags({}, { headers: { 'x-a': `${HEADER}\n` } })],
    ['a header beyond Latin-1', () => lettersClient({}).listTags({}, { headers: { 'x-a': `${HEADER}-ключ` } })],
    ['a header field on two lines', () => lettersClient({}).sendLetter({ boxId: 'b', text: 't', trace: `${TEXT}\n` })],
    ['an id on two lines', () => lettersClient({}).listLetters({ boxId: `${ID}\n` })],
    ['half a surrogate pair', () => lettersClient({}).listLetters({ boxId: `${ID}\ud800` })],
    ['a field of another type', () => lettersClient({}).sendLetter({ boxId: 'b', text: [TEXT] })],
    ['an option of another type', () => Reflect.apply(lettersClient, undefined, [{ timeout: KEY }])],
  ];
  test.each(refused)('%s', async (_, act) => {
    const error = await failureOf(Promise.resolve().then(act));
    expect(isTicketbridgeError(error)).toBe(true);
    expect(hits(renderings(error))).toEqual([]);
  });
});
