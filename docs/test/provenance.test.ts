import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { withoutBareValues } from '../src/provenance/bare-values.ts';
import { readDecisions } from '../src/provenance/decisions.ts';
import { explain } from '../src/provenance/explain.ts';
import { isObject, type Json } from '../src/provenance/json.ts';
import { markText, ON_THE_PAGE, type Provenance, provenanceOf } from '../src/provenance/marks.ts';

const VENDORS = ['brandlovers', 'clubcollect'];
const ROUTES = {
  ...{ legend: '/legend/', errors: '/errors/', decisions: '/decisions/' },
  operation: (id: string): string => `/operations/${id}/`,
};
const WRITTEN = { routes: ROUTES, decisions: [], isImported: false };
const IMPORTED = { ...WRITTEN, isImported: true };

function readmeOf(vendor: string): string {
  return readFileSync(new URL(`../../specs/${vendor}/README.md`, import.meta.url), 'utf8');
}

function bundled(vendor: string): Json {
  const file = new URL(`../../packages/${vendor}/openapi.json`, import.meta.url);
  return parse(readFileSync(file, 'utf8'));
}

function parse(text: string): Json {
  const parsed: unknown = JSON.parse(text);
  assert.ok(isObject(parsed));
  return parsed;
}

interface Node {
  readonly path: readonly string[];
  readonly node: Json;
}

/** Every object of a document but examples, and what an extension holds. */
function nodesOf(node: unknown, path: readonly string[] = []): Node[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => nodesOf(item, [...path, `${index}`]));
  if (!isObject(node)) return [];
  const below = Object.entries(node).filter(([key]) => !key.startsWith('x-') && !key.startsWith('example'));
  return [{ path, node }, ...below.flatMap(([key, value]) => nodesOf(value, [...path, key]))];
}

function at(document: Json, path: readonly string[]): Json {
  let node: unknown = document;
  for (const key of path) node = Array.isArray(node) ? node[Number(key)] : isObject(node) ? node[key] : undefined;
  assert.ok(isObject(node), path.join('/'));
  return node;
}

/** What a node is, by where it stands; undefined where no provenance may stand. */
function kindOf(path: readonly string[], node: Json): string | undefined {
  const [last = '', holder = ''] = [path.at(-1), path.at(-2)];
  const joined = path.join('/');
  if (/^servers\/\d+$/.test(joined)) return 'server';
  if (holder === 'securitySchemes') return 'scheme';
  if (holder === 'links') return '$ref' in node ? undefined : 'link';
  if ('$ref' in node) return undefined;
  if (joined.match(/(^|\/)(properties|schemas)\/[^/]+$/)) return 'entry schema';
  if (['schema', 'items', 'additionalProperties'].includes(last)) return 'inner schema';
  if (holder === 'content') return 'media type';
  if (['parameters', 'responses', 'headers', 'requestBodies'].includes(holder) && 'description' in node) return 'entry';
  return last === 'requestBody' || 'operationId' in node ? 'entry' : undefined;
}

function inheritedAt(document: Json, path: readonly string[]): Provenance {
  return path.reduce<Provenance>((inherited, _key, depth) => {
    const above: unknown = path.slice(0, depth).reduce<unknown>((node, key) => Object(node)[key], document);
    return isObject(above) ? provenanceOf(above, inherited) : inherited;
  }, ON_THE_PAGE);
}

function plain(markdown: unknown): string {
  return String(markdown).replaceAll(/<[^>]*>/g, '');
}

/** Where the words of a node have to be. */
function placesOf(document: Json, { path }: Node, kind: string): (readonly string[])[] {
  if (kind === 'media type') return [path.slice(0, -2)];
  if (kind === 'inner schema') {
    const isHidden = path.at(-1) === 'items' && at(document, path).type !== 'object';
    if (isHidden) return [path.slice(0, -1)];
    return [path.at(-1) === 'schema' && path.at(-3) !== 'content' ? path.slice(0, -1) : path];
  }
  if (kind !== 'link') return [path];
  const ref = `#/${path.join('/')}`;
  return nodesOf(document)
    .filter(({ node }) => isObject(node.links) && JSON.stringify(node.links).includes(`"${ref}"`))
    .map((response) => response.path);
}

function assertExplained(document: Json): number {
  const explained = explain(document, WRITTEN);
  let places = 0;
  for (const found of nodesOf(document)) {
    const kind = kindOf(found.path, found.node);
    if (kind === undefined) continue;
    const inherited = inheritedAt(document, found.path);
    const own = provenanceOf(found.node, inherited);
    const isPlain = kind === 'inner schema' || kind === 'media type';
    if (isPlain && markText(own) === markText(inherited)) continue;
    for (const place of placesOf(document, found, kind)) {
      places += 1;
      const { description } = at(explained, place);
      assert.ok(
        plain(description).includes(markText(own)),
        `${place.join('/')} lacks "${markText(own)}": ${description}`,
      );
    }
  }
  return places;
}

function withoutDescriptions(document: Json): string {
  return JSON.stringify(document, (key, value) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  );
}

for (const vendor of VENDORS) {
  test(`${vendor}: every entry says where it comes from, in its own description or its holder's`, () => {
    assert.ok(assertExplained(bundled(vendor)) > 50);
  });

  test(`${vendor}: nothing changes but descriptions, which keep what they said`, () => {
    const document = bundled(vendor);
    const explained = explain(document, WRITTEN);
    assert.equal(withoutDescriptions(explained), withoutDescriptions(document));
    for (const { path, node } of nodesOf(document)) {
      if (typeof node.description !== 'string' || path[0] === 'servers') continue;
      assert.ok(String(at(explained, path).description).startsWith(node.description.trim()), path.join('/'));
    }
    assert.deepEqual(document, bundled(vendor));
  });

  test(`${vendor}: wherever a provenance stands, what inherits it says it, and nothing else`, () => {
    const places = nodesOf(bundled(vendor)).filter(({ path, node }) => kindOf(path, node) !== undefined);
    const provenance = fc.oneof(
      fc.constantFrom<Provenance>({ source: 'page' }, { source: 'upstream' }),
      fc.integer({ min: 0, max: 99 }).map((nth): Provenance => ({ source: 'inferred', reason: `Reason ${nth}.` })),
    );
    const marked = fc.uniqueArray(fc.tuple(fc.nat(places.length - 1), provenance), { selector: ([place]) => place });
    fc.assert(
      fc.property(marked, (marks) => {
        const document = parse(
          JSON.stringify(bundled(vendor), (key, value) => (key === 'x-provenance' ? undefined : value)),
        );
        for (const [place, mark] of marks)
          Object.assign(at(document, places[place]?.path ?? []), { 'x-provenance': mark });
        assertExplained(document);
        const told = JSON.stringify(explain(document, WRITTEN));
        for (const reason of told.matchAll(/Our reading in part\.<\/strong> (Reason \d+\.)/g)) {
          assert.ok(marks.some(([, mark]) => mark.source === 'inferred' && mark.reason === reason[1]));
        }
      }),
      { numRuns: 50, verbose: 1 },
    );
  });
}

const FIELD_BEHIND_A_REFERENCE = {
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  components: {
    schemas: {
      Page: {
        type: 'object',
        'x-provenance': { source: 'inferred', reason: 'Seen in an example.' },
        properties: {
          next: { $ref: '#/components/schemas/Cursor' },
          names: {
            type: 'array',
            items: { type: 'string', 'x-extensible-enum': ['A'], 'x-provenance': { source: 'upstream' } },
          },
        },
      },
      Cursor: { type: 'string', description: 'Where to go on.' },
    },
  },
};

test('a field behind a reference says where the field comes from, beside what its model says', () => {
  const { next } = fieldsOf(explain(FIELD_BEHIND_A_REFERENCE, WRITTEN));
  assert.deepEqual(plain(next).split('\n\n'), [
    'Where to go on.',
    "The entry itself: On the vendor's page.\nThat it stands here: Our reading in part. Seen in an example.",
  ]);
});

test('what the renderer shows without a description is said by its holder', () => {
  const { names } = fieldsOf(explain(FIELD_BEHIND_A_REFERENCE, WRITTEN));
  assert.match(plain(names), /Each item: Known values: `A`\.[\s\S]*Each item: From the vendor's repository\./);
});

function fieldsOf(document: Json): Record<string, unknown> {
  const { properties } = at(document, ['components', 'schemas', 'Page']);
  assert.ok(isObject(properties));
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, isObject(field) && field.description]),
  );
}

const said = (vendor: string, ...path: string[]): unknown =>
  at(explain(bundled(vendor), { ...WRITTEN, decisions: readDecisions(readmeOf(vendor)) }), path).description;

test('the other extensions are said as what our clients do', () => {
  const forbidden = said('brandlovers', 'paths', '/ticket/{ticketId}/messages', 'get', 'responses', '403');
  assert.match(
    plain(forbidden),
    /page\.\n\n\*\*What our clients do:\*\* They fail with .* kind \[`forbidden`\]\(\/errors\/\)\.$/,
  );
  const sender = said('clubcollect', 'components', 'schemas', 'Ticket', 'properties', 'sender');
  assert.match(plain(sender), /Known values: `CUSTOMER`, `COMPANY`\.\n\n[\s\S]*do:\*\* They keep any other/);
  const list = said('clubcollect', 'paths', '/v2/companies/{companyId}/tickets/{status}', 'get');
  assert.match(
    plain(list),
    /do:\*\* The one for TypeScript reads page by page: .*`\/page\/total_pages`.* to hold 30\. A call of the one for Python/,
  );
  assert.match(plain(said('clubcollect', 'info')), /`error`, `errors`\. They send `Content-Type: application\/json`/);
  const token = said('brandlovers', 'components', 'securitySchemes', 'authorization');
  assert.match(
    plain(token),
    /TypeScript as the option `token`, the one for Python as `api_key` of its `Configuration`/,
  );
  const offset = said('brandlovers', 'components', 'parameters', 'Offset', 'schema');
  assert.equal(offset, 'At least `0`, default `0`.');
});

const SAID_TO_REST_ON_A_DECISION: readonly (readonly [vendor: string, path: readonly string[], decision: RegExp])[] = [
  [
    'brandlovers',
    ['paths', '/ticket/{ticketId}/status', 'put', 'responses', '403'],
    /after the 403\? Yes: .*nothing was done/,
  ],
  ['brandlovers', ['components', 'responses', 'BadRequest'], /the page says "Bad request\." and no more\./],
  ['clubcollect', ['components', 'responses', 'InvoiceNotFound'], /404 and 422: /],
  ['clubcollect', ['paths', '/v2/companies/{companyId}/tickets/{status}', 'get'], /30 in the text, 12 in the example/],
  ['clubcollect', ['info'], /\(the second is inferred\)/],
  ['clubcollect', ['info'], /For a company's list, whose header block is missing, it is inferred\./],
];

for (const [vendor, path, decision] of SAID_TO_REST_ON_A_DECISION) {
  test(`${vendor}: ${path.slice(-3).join(' ')} says by which decision our clients do so: ${decision.source}`, () => {
    const [, decided = ''] = plain(said(vendor, ...path)).split('What our clients do:');
    assert.match(decided, /\nOur reading\. /);
    assert.match(decided, decision);
  });
}

for (const vendor of VENDORS) {
  test(`${vendor}: each inferred decision about an extension that it has is said where the extension stands`, () => {
    const explained = plain(
      JSON.stringify(explain(bundled(vendor), { ...WRITTEN, decisions: readDecisions(readmeOf(vendor)) })),
    );
    const inferred = readmeOf(vendor)
      .split('\n')
      .filter((line) => line.startsWith('|') && /`x-/.test(line) && /inferred/.test(line));
    assert.ok(inferred.length > 0);
    for (const line of inferred) {
      const reason = JSON.stringify(line.split('|').at(-2)?.trim().slice(1)).slice(1, -1);
      assert.ok(explained.includes(reason), line);
    }
  });

  test(`${vendor}: of several marks at one entry each says what it is about`, () => {
    for (const { node, path } of nodesOf(explain(bundled(vendor), WRITTEN))) {
      const [entry = ''] = String(node.description).split('**What can follow:**');
      const marks = Array.from(entry.matchAll(/<small [^>]*>(.*)<\/small>/g), ([, text = '']) => text);
      if (marks.length > 1 && path[0] !== 'info')
        for (const mark of marks) assert.match(mark, /^[A-Z][^.]*: /, path.join('/'));
    }
  });
}

test('a required field says that it is our reading that it is required, where its model says so', () => {
  const field = said('clubcollect', 'components', 'schemas', 'Ticket', 'properties', 'ticket_id');
  assert.match(plain(field), /The entry itself: On the vendor's page\.\nThat it is required: Our reading in part\. /);
  const object = said('clubcollect', 'components', 'schemas', 'CompanyTickets', 'properties', 'page');
  assert.match(plain(object), /That it stands here, and is required: Our reading in part\. /);
  const optional = said('brandlovers', 'components', 'schemas', 'Ticket', 'properties', 'ticketId');
  assert.doesNotMatch(plain(optional), /required/);
});

test('a field is required by what is composed of its model', () => {
  const document = {
    components: {
      schemas: {
        Page: {
          'x-provenance': { source: 'inferred', reason: 'Seen.' },
          required: ['a'],
          allOf: [{ 'x-provenance': { source: 'page' }, properties: { a: { type: 'string' }, b: { type: 'string' } } }],
        },
      },
    },
  };
  const fields = ['components', 'schemas', 'Page', 'allOf', '0', 'properties'];
  const explained = explain(document, WRITTEN);
  assert.match(plain(at(explained, [...fields, 'a']).description), /That it is required: Our reading in part\. Seen\./);
  assert.equal(plain(at(explained, [...fields, 'b']).description), "On the vendor's page.");
});

test('the marks of a parameter and of its schema are one entry', () => {
  const status = said('brandlovers', 'paths', '/tickets', 'get', 'parameters', '0');
  assert.match(
    plain(status),
    /The entry itself: On the vendor's page\.\nIts type and values: From the vendor's repository\.$/,
  );
  const limit = said('brandlovers', 'components', 'parameters', 'Limit');
  assert.match(
    plain(limit),
    /Its type, default and range: Our reading in part\. The page gives the type and the default; /,
  );
  const referenced = {
    components: {
      parameters: { A: { name: 'a', in: 'query', schema: { $ref: '#/components/schemas/A' } } },
      schemas: { A: { type: 'string', enum: ['A'], description: 'A letter.', 'x-provenance': { source: 'upstream' } } },
    },
  };
  const { description } = at(explain(referenced, WRITTEN), ['components', 'parameters', 'A']);
  assert.match(plain(description), /The entry itself: On the vendor's page\.\nIts type and values: From the vendor's/);
  const { schema } = at(explain(referenced, WRITTEN), ['components', 'parameters', 'A']);
  assert.equal(isObject(schema) && schema.description, 'A letter.');
});

test('a call says of its credential where that comes from, when it is not on the page', () => {
  const path = ['paths', '/v2/companies/{companyId}/tickets/{status}', 'get'];
  assert.match(
    plain(said('clubcollect', ...path)),
    /\nThe credential `apiKey`: Our reading in part\. .* is silent on a company's/,
  );
  const open = parse(JSON.stringify(bundled('clubcollect')));
  Object.assign(at(open, path), { security: [] });
  assert.doesNotMatch(plain(at(explain(open, WRITTEN), path).description), /credential/);
});

for (const vendor of VENDORS) {
  test(`${vendor}: imported, it claims nothing of a page or of a repository`, () => {
    const document = parse(
      JSON.stringify(bundled(vendor), (key, value) => (key === 'x-provenance' ? undefined : value)),
    );
    const told = nodesOf(explain(document, IMPORTED)).flatMap(({ node, path }) => {
      const own: unknown = at(document, path).description;
      return typeof node.description === 'string' ? [node.description.replace(String(own).trim(), '')] : [];
    });
    assert.ok(told.length > 50);
    for (const text of told) assert.doesNotMatch(text, /<small|On the vendor's|From the vendor's|Our reading/);
    const { description } = at(explain(document, IMPORTED), ['info']);
    assert.match(String(description), /\[document that this API was imported from\]\(\/decisions\/\)/);
  });
}

test('what was written by hand into an imported spec is marked', () => {
  const document = {
    components: {
      schemas: {
        A: { type: 'string' },
        B: { type: 'string', 'x-provenance': { source: 'inferred', reason: 'Tried.' } },
        C: {
          ...{ type: 'object', 'x-provenance': { source: 'upstream' }, required: ['d'] },
          properties: { d: { type: 'string', 'x-provenance': { source: 'page' } } },
        },
      },
    },
  };
  const schemas = ['components', 'schemas'];
  const explained = explain(document, IMPORTED);
  assert.equal('description' in at(explained, [...schemas, 'A']), false);
  assert.equal(plain(at(explained, [...schemas, 'B']).description), 'Our reading in part. Tried.');
  assert.match(
    plain(at(explained, [...schemas, 'C', 'properties', 'd']).description),
    /^The entry itself: On the vendor's page\./,
  );
});

test('a zero that would be shown as a bare number is said in words instead', () => {
  const schema = { type: 'string', default: 0, maxLength: 0, minLength: 0, enum: [0], minimum: 0 };
  const document = { paths: {}, components: { schemas: { A: schema, default: { type: 'integer', default: 1 } } } };
  const shown = withoutBareValues(explain(document, WRITTEN));
  const { description, ...rest } = at(shown, ['components', 'schemas', 'A']);
  assert.deepEqual(rest, { type: 'string', enum: [0], minimum: 0 });
  assert.match(plain(description), /At least `0`, at most `0` characters, default `0`\./);
  assert.equal(at(shown, ['components', 'schemas', 'default']).default, 1);
});

test('of a choice, which is shown without a description, its holder says all', () => {
  const price = { description: 'A number, or a word.', anyOf: [{ type: 'number' }, { type: 'string' }] };
  const document = {
    components: {
      parameters: {
        A: { name: 'a', in: 'query', description: 'The price.', schema: { $ref: '#/components/schemas/Price' } },
      },
      schemas: {
        Price: { ...price, 'x-provenance': { source: 'upstream' } },
        Order: { type: 'object', properties: { price: { $ref: '#/components/schemas/Price' } } },
        Prices: { type: 'array', items: price },
      },
    },
  };
  const explained = explain(document, WRITTEN);
  const order = at(explained, ['components', 'schemas', 'Order']);
  assert.equal(
    plain(order.description),
    "`price`: A number, or a word.\n\nThe entry itself: On the vendor's page.\n`price`: From the vendor's repository.",
  );
  assert.match(
    plain(at(explained, ['components', 'schemas', 'Prices']).description),
    /^Each item: A number, or a word\./,
  );
  assert.equal(
    plain(at(explained, ['components', 'parameters', 'A']).description),
    "The price.\n\nA number, or a word.\n\nThe entry itself: On the vendor's page.\nIts schema: From the vendor's repository.",
  );
});
