import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { inspect } from 'node:util';
import {
  type Api,
  basic,
  type CallEvent,
  type Credential,
  type CredentialForm,
  createOperations,
  type SecretScheme,
  verbatim,
} from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { type Letters, letters } from './letters.ts';
import { answering, serve } from './server.ts';

interface Form {
  readonly form: CredentialForm;
  /** Default: `verbatim`. */
  readonly scheme?: SecretScheme;
  readonly secret: string;
  /** The credential on the wire, written by hand: the raw header, or the query. */
  readonly sent: string;
  /** Everything of it that no rendering may show. */
  readonly hidden: readonly string[];
  /** What is no secret of this form. */
  readonly wrong: readonly string[];
  readonly expected: string;
}

const TEXT = 'ASCII text on one line, without a space around it, not empty';
const PAIR = '"user:password" without control characters';
const noText = ['', ' a', 'two\nlines', 'kéy'];
const noPair = ['', ':', 'nocolon', 'user:two\nlines', 'us\u0000er:x', 'user:\ud800'];

const header = { option: 'secret', in: 'header' } as const;
const query = { option: 'secret', in: 'query' } as const;

const FORMS: Readonly<Record<string, Form>> = {
  'a key in a header': {
    form: { ...header, name: 'X-Key' },
    secret: 'k4n4ry-a1',
    sent: 'x-key: k4n4ry-a1',
    hidden: ['k4n4ry-a1'],
    wrong: noText,
    expected: TEXT,
  },
  'a key behind a prefix in a header': {
    form: { ...header, name: 'authorization', prefix: 'ApiKey ' },
    secret: 'k4n4ry-b2',
    sent: 'authorization: ApiKey k4n4ry-b2',
    hidden: ['k4n4ry-b2', 'ApiKey k4n4ry-b2'],
    wrong: noText,
    expected: TEXT,
  },
  'a key behind a prefix without a space': {
    form: { ...header, name: 'x-key', prefix: 'key=' },
    secret: 'k4n4ry-b3',
    sent: 'x-key: key=k4n4ry-b3',
    hidden: ['k4n4ry-b3', 'key=k4n4ry-b3'],
    wrong: noText,
    expected: TEXT,
  },
  'a short key behind a prefix': {
    form: { ...header, name: 'x-key', prefix: 'Canary-' },
    secret: 'q7',
    sent: 'x-key: Canary-q7',
    hidden: ['Canary-q7', 'canaryq7'],
    wrong: noText,
    expected: TEXT,
  },
  'a key in the query': {
    form: { ...query, name: 'api key' },
    secret: 'k4n4ry&c=3 +%',
    sent: '?api%20key=k4n4ry%26c%3D3%20%2B%25',
    hidden: ['k4n4ry&c=3 +%', 'k4n4ry%26c%3D3%20%2B%25'],
    wrong: noText,
    expected: TEXT,
  },
  'a key behind a prefix in the query': {
    form: { ...query, name: 'auth', prefix: 'ApiKey ' },
    secret: 'k4n4ry-d4',
    sent: '?auth=ApiKey%20k4n4ry-d4',
    hidden: ['k4n4ry-d4', 'ApiKey%20k4n4ry-d4', 'ApiKey k4n4ry-d4'],
    wrong: noText,
    expected: TEXT,
  },
  'a bearer token': {
    form: { ...header, name: 'authorization', prefix: 'Bearer ' },
    secret: 'k4n4ry.e5.x',
    sent: 'authorization: Bearer k4n4ry.e5.x',
    hidden: ['k4n4ry.e5.x', 'Bearer k4n4ry.e5.x'],
    wrong: noText,
    expected: TEXT,
  },
  'basic, with the example of RFC 7617 2': {
    form: { ...header, name: 'authorization', prefix: 'Basic ' },
    scheme: basic,
    secret: 'Aladdin:open sesame',
    sent: 'authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    hidden: ['Aladdin', 'open sesame', 'sesame', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ'],
    wrong: noPair,
    expected: PAIR,
  },
  'basic in UTF-8, with the example of RFC 7617 2.1': {
    form: { ...header, name: 'authorization', prefix: 'Basic ' },
    scheme: basic,
    secret: 'test:123£',
    sent: 'authorization: Basic dGVzdDoxMjPCow==',
    hidden: ['test:123£', 'dGVzdDoxMjPCow'],
    wrong: noPair,
    expected: PAIR,
  },
  'basic with colons in the password': {
    form: { ...header, name: 'authorization', prefix: 'Basic ' },
    scheme: basic,
    secret: ':k4n4ry:f6',
    sent: 'authorization: Basic Oms0bjRyeTpmNg==',
    hidden: ['k4n4ry', 'Oms0bjRyeTpmNg=='],
    wrong: noPair,
    expected: PAIR,
  },
};
const forms = Object.entries(FORMS);

function create(api: Api, options: Readonly<Record<string, unknown>>): Letters {
  return createOperations<Letters>(api, { maxAttempts: 1, ...options });
}

type Options = { readonly secret?: Credential; readonly [name: string]: unknown };

function clientOf({ form, scheme = verbatim }: Pick<Form, 'form' | 'scheme'>, options: Options): Letters {
  return create({ ...letters, secrets: { secret: scheme }, credential: form }, options);
}

/** A credential as it arrived, in the notation of {@link FORMS}. */
function arrived(
  { in: place, name }: CredentialForm,
  { url = '', headers }: { url?: string; headers: IncomingHttpHeaders },
) {
  const [, search = ''] = url.split('?');
  return place === 'query' ? `?${search}` : `${name.toLowerCase()}: ${headers[name.toLowerCase()]}`;
}

describe.each(forms)('%s', (_, row) => {
  const { form, secret, sent, hidden, wrong, expected } = row;

  test.each<[string, Credential]>([
    ['as a string', secret],
    ['from a function', async () => secret],
  ])('is sent so, and nowhere else: %s', async (_, given) => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    await clientOf(row, { baseUrl, secret: given }).listTags();
    const [arrival] = arrivals;
    if (!arrival) throw new Error('nothing arrived');
    expect(arrived(form, arrival)).toBe(sent);
    const elsewhere = form.in === 'query' ? JSON.stringify(arrival.headers) : (arrival.url ?? '');
    for (const text of hidden) expect(elsewhere).not.toContain(text);
  });

  test.each(wrong)('refuses %j, and does not repeat it', async (value) => {
    const act = () => clientOf(row, { secret: value });
    const failure = await failureOf(clientOf(row, { secret: () => value }).listTags());
    expect(act).toThrow(
      expect.objectContaining({
        kind: 'invalid-input',
        field: 'secret',
        message: `letters: "secret" must be ${expected}`,
      }),
    );
    expect(failure).toMatchObject({ kind: 'invalid-input', field: 'secret', attempts: 0 });
    expect(failure.message).toBe(`letters.listTags: what "secret" gave must be ${expected}`);
  });

  test('is in no error, event or inspection, whatever repeats it', async () => {
    const seen: string[] = [];
    const show = (value: unknown) => seen.push(inspect(value, { depth: 10, showHidden: true }), JSON.stringify(value));
    const texts = hidden.flatMap((text) => [
      text,
      text.toUpperCase(),
      `err-${text}`,
      text.replaceAll(/[^\w.:-]/g, '_'),
    ]);
    const answers = texts.flatMap((text): RequestListener[] => [
      answering(400, { error: text }),
      answering(500, text),
      answering(200, text),
      answering(302, '', { location: `https://${encodeURIComponent(text)}.example/${encodeURIComponent(text)}` }),
    ]);
    const { baseUrl } = await serve((request, response) =>
      answers[Number(request.headers['x-n'])]?.(request, response),
    );
    const onEvent = (event: CallEvent) => void show(event);
    const client = clientOf(row, { baseUrl, secret, onEvent });
    show(client);
    for (const n of answers.keys()) {
      const error = await failureOf(client.listTags({}, { headers: { 'x-n': String(n) } }));
      seen.push(error.message, error.stack ?? '', String(error));
      show(error);
    }
    const fetch = (url: string, init: RequestInit) =>
      Promise.reject(
        Object.assign(new Error(`${url} ${JSON.stringify(init)}`), { code: sent, cause: { code: secret } }),
      );
    show(await failureOf(clientOf(row, { secret, onEvent, fetch }).listTags()));
    const all = seen.join('\n').toLowerCase();
    for (const text of hidden) expect(all).not.toContain(text.toLowerCase());
  });

  test('cannot be replaced by a header of the call', async () => {
    const call = clientOf(row, { secret }).listTags({}, { headers: { [form.name.toUpperCase()]: 'mine' } });
    const error = await failureOf(call);
    if (form.in === 'header') expect(error).toMatchObject({ field: `headers.${form.name.toUpperCase()}` });
  });
});

describe('an operation says what it needs itself', () => {
  const { listTags, countLetters, listLetters } = letters.operations;
  if (!listTags || !countLetters || !listLetters) throw new Error('the letters have these');
  const api: Api = {
    ...letters,
    secrets: { key: verbatim, login: basic },
    credential: { option: 'key', in: 'query', name: 'key' },
    operations: {
      listTags,
      countLetters: { ...countLetters, credential: null },
      listLetters: {
        ...listLetters,
        credential: { option: 'login', in: 'header', name: 'authorization', prefix: 'Basic ' },
      },
    },
  };
  const options = { key: 'the-key', login: 'me:secret' };

  test('each gets its own, and an open one none', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, {}));
    const client = create(api, { baseUrl, ...options });
    await client.countLetters();
    await client.listLetters({ boxId: 'b' });
    await failureOf(client.listTags());
    expect(arrivals.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/base/count', undefined],
      ['/base/boxes/b/letters', 'Basic bWU6c2VjcmV0'],
      ['/base/tags?key=the-key', undefined],
    ]);
  });

  test('a credential function is asked for its own operations only', async () => {
    const { baseUrl } = await serve(answering(200, {}));
    const asked: string[] = [];
    const asking = (name: string, value: string) => () => {
      asked.push(name);
      return value;
    };
    const client = create(api, {
      baseUrl,
      key: asking('key', 'the-key'),
      login: asking('login', 'me:secret'),
    });
    await client.countLetters();
    await client.listLetters({ boxId: 'b' });
    expect(asked).toEqual(['login']);
  });

  test.each(['key', 'login'])('%s is missing', (name) => {
    const act = () => create(api, { ...options, [name]: undefined });
    expect(act).toThrow(expect.objectContaining({ kind: 'invalid-input', field: name }));
  });
});

describe('an API without credentials', () => {
  const { credential, ...rest } = letters;
  const open: Api = { ...rest, secrets: {} };

  test('sends none, and a caller may send a header of any credential', async () => {
    const { baseUrl, arrivals } = await serve(answering(200, []));
    await create(open, { baseUrl }).listTags({}, { headers: { authorization: 'mine' } });
    expect(arrivals[0]).toMatchObject({ url: '/base/tags', headers: { authorization: 'mine' } });
    expect(JSON.stringify(arrivals[0]?.headers)).not.toContain('undefined');
  });

  test('has no option for one', () => {
    const act = () => create(open, { key: 'the-key' });
    expect(act).toThrow('letters: "key" is not an option; there are timeout, ');
    expect(credential).toBeDefined();
  });
});
