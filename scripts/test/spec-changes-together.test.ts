import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bump, greatest } from '../src/diff/verdict.ts';
import { asDocument } from '../src/generate/document.ts';
import type { SpecChange } from './spec-changes/change.ts';
import { type Edit, edited } from './spec-changes/edit.ts';
import { documentOf, nestedChanges } from './spec-changes/nested.ts';
import { rated } from './spec-changes/rated.ts';
import { specs } from './spec-changes/specs.ts';
import { kinds } from './spec-changes/table.ts';

const numRuns = process.env.EXHAUSTIVE ? 500 : 20;

const rows = kinds.flatMap(({ changes, bump, publishedWork }) =>
  Object.values(changes)
    .filter(({ isRefused }) => !isRefused)
    .map((change) => ({ ...change, bump, publishedWork })),
);

/** The places that an edit changes; a list is one, since the places in it move. */
function placesOf(edit: Edit): readonly string[] {
  const places =
    'set' in edit ? [edit.set] : 'remove' in edit ? [edit.remove] : 'move' in edit ? [edit.move, edit.to] : [];
  return places.map((place) => place.replace(/\/(\d+|-)(\/.*)?$/, ''));
}

/** The schemas that an edit needs by their names, and those whose names it takes away. */
const needs = (edit: Edit): readonly string[] =>
  'set' in edit ? [...JSON.stringify(edit.to).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, place = '']) => place) : [];
const takes = (edit: Edit): readonly string[] => ('move' in edit ? [edit.move] : 'remove' in edit ? [edit.remove] : []);

function leavesWhatIsNeeded(one: readonly Edit[], other: readonly Edit[]): boolean {
  const needed = other.flatMap(needs);
  return one.flatMap(takes).every((place) => !needed.includes(place));
}

function isApart(one: readonly Edit[], other: readonly Edit[]): boolean {
  if (!leavesWhatIsNeeded(one, other) || !leavesWhatIsNeeded(other, one)) return false;
  const [places, others] = [one.flatMap(placesOf), other.flatMap(placesOf)];
  return places.every((a) => others.every((b) => !`${a}/`.startsWith(`${b}/`) && !`${b}/`.startsWith(`${a}/`)));
}

const specOf = fc.constantFrom<SpecChange['spec']>('brandlovers', 'clubcollect', 'parcels');

/** Rows of the table that one spec can have at once. */
const together = specOf.chain((spec) =>
  fc
    .shuffledSubarray(
      rows.filter((row) => row.spec === spec),
      { minLength: 2, maxLength: 6 },
    )
    .map((chosen) => ({
      spec,
      chosen: chosen.filter(({ edits }, index) => chosen.slice(0, index).every((row) => isApart(row.edits, edits))),
    })),
);

test('several changes have the greatest of their bumps, and published versions work if they do after each', () => {
  fc.assert(
    fc.property(together, ({ spec, chosen }) => {
      const changed = edited(
        specs[spec],
        chosen.flatMap(({ edits }) => edits),
      );
      expect(rated(asDocument(specs[spec]), asDocument(changed))).toMatchObject({
        client: greatest(chosen.map(({ bump }) => bump)),
        publishedWork: chosen.every(({ publishedWork }) => publishedWork),
      });
    }),
    { numRuns },
  );
});

test('a change has the same bump however deep it is in lists, fields and allOf, and so have several', () => {
  fc.assert(
    fc.property(nestedChanges, (changes) => {
      const { client } = rated(documentOf(changes, 'from'), documentOf(changes, 'to'));
      const expected = changes.flatMap(({ bumps, directions }) => directions.map((direction) => bumps[direction]));
      expect(client).toBe(greatest(expected));
    }),
    { numRuns },
  );
});

/** Rebuilds a document with the keys of each object in an order that `random` gives. */
function reordered(node: unknown, random: () => number): unknown {
  if (Array.isArray(node)) return node.map((child) => reordered(child, random));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => ({ key, value: reordered(value, random), at: random() }));
  return Object.fromEntries(entries.sort((a, b) => a.at - b.at).map(({ key, value }) => [key, value]));
}

const HARMLESS: readonly Bump[] = ['none', 'patch'];

test.each(Object.entries(specs))(
  'the same spec is no change, and the order of its keys is none that a client notices: %s',
  (_, spec) => {
    const document = asDocument(spec);
    expect(rated(document, structuredClone(document))).toEqual({ client: 'none', facade: 'none', publishedWork: true });
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
        const shuffled = reordered(spec, () => numbers.next().value ?? 0);
        const { client, publishedWork } = rated(document, asDocument(Object(shuffled)));
        expect([HARMLESS.includes(client), publishedWork]).toEqual([true, true]);
      }),
      { numRuns: numRuns / 20 },
    );
  },
);

/** The references to a schema from within another one, which may be written out. */
function innerRefs(node: unknown, at = ''): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === '$ref' && /^\/components\/schemas\/.*\/.*\//.test(at)
      ? [at]
      : innerRefs(value, `${at}/${key.replaceAll('/', '~1')}`),
  );
}

test.each(Object.entries(specs))(
  'a schema that is written out where it was referred to is no change: %s',
  (_, spec) => {
    const places = innerRefs({ components: { schemas: spec.components?.schemas } });
    expect(places).not.toEqual([]);
    for (const place of places) {
      const name = refAt(spec, place).replace('#/components/schemas/', '');
      const changed = edited(spec, [{ set: place, to: structuredClone(spec.components?.schemas?.[name]) }]);
      const { client, publishedWork } = rated(asDocument(spec), asDocument(changed));
      expect({ place, client: HARMLESS.includes(client), publishedWork }).toEqual({
        place,
        client: true,
        publishedWork: true,
      });
    }
  },
);

function refAt(node: unknown, pointer: string): string {
  let at = node;
  for (const key of pointer.split('/').slice(1)) at = Reflect.get(Object(at), key.replaceAll('~1', '/'));
  return String(Reflect.get(Object(at), '$ref'));
}
