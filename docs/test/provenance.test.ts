import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { explain } from '../src/provenance/explain.ts';
import { isObject, type Json } from '../src/provenance/json.ts';
import { markText, ON_THE_PAGE, type Provenance, provenanceOf } from '../src/provenance/marks.ts';

const VENDORS = ['brandlovers', 'clubcollect'];
const ROUTES = { legend: '/legend/', errors: '/errors/', operation: (id: string): string => `/operations/${id}/` };

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
    return [isHidden ? path.slice(0, -1) : path];
  }
  if (kind !== 'link') return [path];
  const ref = `#/${path.join('/')}`;
  return nodesOf(document)
    .filter(({ node }) => isObject(node.links) && JSON.stringify(node.links).includes(`"${ref}"`))
    .map((response) => response.path);
}

function assertExplained(document: Json): number {
  const explained = explain(document, ROUTES);
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
    const explained = explain(document, ROUTES);
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
        const told = JSON.stringify(explain(document, ROUTES));
        for (const reason of told.matchAll(/Our reading\.<\/strong> (Reason \d+\.)/g)) {
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
  const { next } = fieldsOf(explain(FIELD_BEHIND_A_REFERENCE, ROUTES));
  assert.deepEqual(plain(next).split('\n\n'), [
    'Where to go on.',
    "On the vendor's page.",
    'That it stands here: Our reading. Seen in an example.',
  ]);
});

test('what the renderer shows without a description is said by its holder', () => {
  const { names } = fieldsOf(explain(FIELD_BEHIND_A_REFERENCE, ROUTES));
  assert.match(plain(names), /Each item: Known values: `A`\. [\s\S]*Each item: From the vendor's repository\./);
});

function fieldsOf(document: Json): Record<string, unknown> {
  const { properties } = at(document, ['components', 'schemas', 'Page']);
  assert.ok(isObject(properties));
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, isObject(field) && field.description]),
  );
}

const said = (vendor: string, ...path: string[]): unknown => at(explain(bundled(vendor), ROUTES), path).description;

test('the other extensions are said in words', () => {
  const throttled = said('brandlovers', 'paths', '/ticket/{ticketId}/status', 'put', 'responses', '403');
  assert.match(String(throttled), /kind \[`throttled`\]\(\/errors\/\)\. The vendor did nothing, so our clients send/);
  const sender = said('clubcollect', 'components', 'schemas', 'Ticket', 'properties', 'sender');
  assert.match(String(sender), /Known values: `CUSTOMER`, `COMPANY`\. Any other is kept/);
  const list = said('clubcollect', 'paths', '/v2/companies/{companyId}/tickets/{status}', 'get');
  assert.match(String(list), /\*\*Read page by page:\*\* .*`\/page\/total_pages`/);
  assert.match(String(said('clubcollect', 'info')), /`error`, `errors`/);
  const token = said('brandlovers', 'components', 'securitySchemes', 'authorization');
  assert.match(String(token), /as the option `token`/);
  const offset = said('brandlovers', 'components', 'parameters', 'Offset', 'schema');
  assert.match(String(offset), /At least `0`, default `0`\./);
});
