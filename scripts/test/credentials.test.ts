import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkSpec, type Problem } from '../src/spec/check.ts';

const fixture = join(import.meta.dirname, 'fixtures/lint-spec');
const valid = await readFile(join(fixture, 'openapi.yaml'), 'utf8');

const SCHEME = 'key: { type: apiKey, in: header, name: key }';
const ROOT = 'security:\n  - key: []\n';
const OPERATION = '      summary: List notes\n';

type Edit = readonly [from: string, to: string];

async function problemsOf(edits: readonly Edit[]): Promise<{ problems: readonly Problem[]; marked: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(fixture, folder, { recursive: true });
  let marked = valid;
  for (const [from, to] of edits) {
    expect(marked).toContain(from);
    marked = marked.replace(from, () => to);
  }
  await writeFile(join(folder, 'openapi.yaml'), marked.replace('»', ''));
  const checked = await checkSpec(join(folder, 'openapi.yaml'));
  return { problems: checked.ok ? [] : checked.problems, marked };
}

const NO_SCHEME: Edit = [`  securitySchemes:\n    ${SCHEME}\n`, ''];
const two = (first: string, second: string): Edit => [SCHEME, `${first}\n    ${second}`];
const other = 'other: { type: apiKey, in: query, name: o }';

describe('a credential that a client can send is clean', () => {
  test.each<[string, Edit[]]>([
    ['a key in the query', [[SCHEME, 'key: { type: apiKey, in: query, name: a key }']]],
    ['a key behind a prefix', [[SCHEME, "key: { type: apiKey, in: header, name: k, x-credential-prefix: 'ApiKey ' }"]]],
    [
      'an option of a name of its own',
      [[SCHEME, 'key: { type: apiKey, in: header, name: k, x-credential-option: secret }']],
    ],
    ['http bearer', [[SCHEME, 'key: { type: http, scheme: bearer, bearerFormat: JWT }']]],
    ['http basic, in capitals', [[SCHEME, 'key: { type: http, scheme: Basic }']]],
    ['alternatives', [two(SCHEME, other), [ROOT, 'security:\n  - other: []\n  - key: []\n']]],
    ['no security at all', [[ROOT, ''], NO_SCHEME]],
    ['an empty list', [[ROOT, 'security: []\n'], NO_SCHEME]],
    [
      'a parameter that is sent as the credential of other operations',
      [
        [SCHEME, 'key: { type: apiKey, in: query, name: limit }'],
        [OPERATION, `${OPERATION}      security: []\n`],
      ],
    ],
    [
      'two secrets without options, of which no operation sends one',
      [
        two(SCHEME, other),
        [OPERATION, `${OPERATION}      security: [{ other: [] }]\n`],
        ['      summary: Add a note\n', '      summary: Add a note\n      security: [{ other: [] }]\n'],
      ],
    ],
    ['an operation that needs none', [[OPERATION, `${OPERATION}      security: []\n`]]],
    [
      'an operation that needs another, with an option of its own',
      [
        two(
          SCHEME.replace(' }', ', x-credential-option: key }'),
          other.replace(' }', ', x-credential-option: other }'),
        ),
        [OPERATION, `${OPERATION}      security: [{ other: [] }]\n`],
      ],
    ],
    [
      'an operation that sends the same secret elsewhere',
      [
        two(SCHEME.replace(' }', ', x-credential-option: key }'), other.replace(' }', ', x-credential-option: key }')),
        [OPERATION, `${OPERATION}      security: [{ other: [] }]\n`],
      ],
    ],
  ])('%s', async (_, edits) => {
    expect((await problemsOf(edits)).problems).toEqual([]);
  });
});

describe('any other is refused where it stands, with the remedy', () => {
  test.each<[string, Edit[], string, RegExp]>([
    [
      'a cookie',
      [[SCHEME, 'key: { type: apiKey, in: »cookie, name: k }']],
      'credentials',
      /in a header or in the query/,
    ],
    [
      'oauth2',
      [[SCHEME, 'key: { type: »oauth2, flows: { clientCredentials: { tokenUrl: https://a.test, scopes: {} } } }']],
      'credentials',
      /type oauth2 is not supported: .* or as http bearer or basic/,
    ],
    [
      'openIdConnect',
      [[SCHEME, 'key: { type: »openIdConnect, openIdConnectUrl: https://a.test/x }']],
      'credentials',
      /type openIdConnect is not supported/,
    ],
    ['mutualTLS', [[SCHEME, 'key: { type: »mutualTLS }']], 'credentials', /type mutualTLS is not supported/],
    [
      'digest',
      [[SCHEME, 'key: { type: http, scheme: »digest }']],
      'credentials',
      /HTTP scheme digest is not supported/,
    ],
    ['a scheme without a name', [[SCHEME, '»key: { type: apiKey, in: header }']], 'struct', /name/],
    [
      'a header that the client sets',
      [[SCHEME, 'key: { type: apiKey, in: header, name: »Content-Type }']],
      'credentials',
      /The header Content-Type is not for a spec to set: describe what the request body contains/,
    ],
    [
      'a header that is none',
      [[SCHEME, 'key: { type: apiKey, in: header, name: »"x key" }']],
      'credentials',
      /"x key" is not the name of a header/,
    ],
    [
      'a query parameter without a name',
      [[SCHEME, 'key: { type: apiKey, in: query, name: »"" }']],
      'credentials',
      /say the name of the header or the parameter/,
    ],
    [
      'a prefix of http bearer',
      [[SCHEME, 'key: { type: http, scheme: bearer, x-credential-prefix: »"Token " }']],
      'credentials',
      /remove x-credential-prefix, or make it an apiKey/,
    ],
    [
      'a prefix that starts with a space',
      [[SCHEME, 'key: { type: apiKey, in: header, name: k, x-credential-prefix: »" Key" }']],
      'known-extensions',
      /x-credential-prefix must be ASCII text/,
    ],
    [
      'a key in the query whose name no URL can hold',
      [[SCHEME, 'key: { type: apiKey, in: query, name: »"a\\uD800" }']],
      'credentials',
      /No URL can hold this name: it has half of a character/,
    ],
    [
      'an option that is no name',
      [[SCHEME, 'key: { type: apiKey, in: header, name: k, x-credential-option: »api-key }']],
      'known-extensions',
      /x-credential-option must be the name of an option in camelCase/,
    ],
    ...['baseUrl', 'toString'].map((option): [string, Edit[], string, RegExp] => [
      `an option that is called ${option}`,
      [[SCHEME, `key: { type: apiKey, in: header, name: k, x-credential-option: »${option} }`]],
      'credentials',
      /already: name this one otherwise/,
    ]),
    [
      'one that is optional',
      [[ROOT, 'security:\n  - key: []\n  - »{}\n']],
      'credentials',
      /may be left out is not supported: write "security: \[\]"/,
    ],
    [
      'one that is optional, at an operation',
      [[OPERATION, `${OPERATION}      security: [»{}]\n`]],
      'credentials',
      /left out/,
    ],
    [
      'two at once',
      [two(SCHEME, other), [ROOT, 'security:\n  - key: []\n    »other: []\n']],
      'credentials',
      /Several credentials at once \(key and other\) .* an item of its own/,
    ],
    ['an unknown scheme', [[ROOT, 'security:\n  - »kee: []\n']], 'credentials', /no security scheme kee; .* has key\./],
    [
      'an unknown scheme at an operation',
      [[OPERATION, `${OPERATION}      security: [{ »kee: [] }]\n`]],
      'credentials',
      /no security scheme kee/,
    ],
    [
      'a parameter that is sent as the credential',
      [
        [SCHEME, 'key: { type: apiKey, in: query, name: limit }'],
        ['- name: limit', '- name: »limit'],
      ],
      'credentials',
      /The credential is sent as limit: leave the parameter out/,
    ],
    [
      'a header that is sent as the former credential, in another case',
      [
        two(SCHEME, other),
        [ROOT, 'security:\n  - other: []\n  - key: []\n'],
        ['name: limit\n          in: query', 'name: »KEY\n          in: header'],
      ],
      'credentials',
      /The credential is sent as KEY/,
    ],
    [
      'two secrets without options',
      [two(`»${SCHEME}`, other), [OPERATION, `${OPERATION}      security: [{ other: [] }]\n`]],
      'credentials',
      /send key and also other \(.*openapi\.yaml:\d+:\d+\): give each an x-credential-option/,
    ],
    [
      'a password and a key with one option',
      [
        two(
          `»${SCHEME.replace(' }', ', x-credential-option: key }')}`,
          'other: { type: http, scheme: basic, x-credential-option: key }',
        ),
        [OPERATION, `${OPERATION}      security: [{ other: [] }]\n`],
      ],
      'credentials',
      /share an option, but only one of them is "user:password"/,
    ],
  ])('%s', async (_, edits, rule, message) => {
    const { problems, marked } = await problemsOf(edits);
    const before = marked.slice(0, marked.indexOf('»')).split('\n');
    expect(problems).toContainEqual(
      expect.objectContaining({
        rule: expect.stringMatching(new RegExp(`^(ticketbridge/)?${rule}$`)),
        line: before.length,
        column: (before.at(-1) ?? '').length + 1,
        message: expect.stringMatching(message),
      }),
    );
  });
});
