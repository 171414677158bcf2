import type { OpenAPI3 } from 'openapi-typescript';
import { rateChanges } from '../../src/diff/rate.ts';
import type { Bump } from '../../src/diff/verdict.ts';
import { asDocument } from '../../src/generate/document.ts';
import { pythonDocument, type Surface } from '../../src/python/steps.ts';
import type { SpecChange } from '../spec-changes/change.ts';
import { edited } from '../spec-changes/edit.ts';
import { pythonKinds } from '../spec-changes/python.ts';
import { specs } from '../spec-changes/specs.ts';
import { kinds } from '../spec-changes/table.ts';
import type { Package } from './packages.ts';

/** A package of after a change, and what the tables say of that. */
export interface Case extends Package {
  readonly title: string;
  /** The package of before, by its name. */
  readonly before: string;
  readonly isBreaking: boolean;
  /** The names that the changelog of the change has. */
  readonly told: readonly string[];
}

/** Which changes to try: those that mean something else in Python, with one of each other kind, or all. */
export type Choice = 'differing' | 'all' | 'every';

interface Chosen {
  readonly title: string;
  readonly change: SpecChange;
  readonly bumps: Readonly<Record<Surface, Bump>>;
}

const surfaces: readonly Surface[] = ['own', 'vendor'];

/** Only one of the specs has a package with the vendor's names. */
function specsOf(surface: Surface): readonly SpecChange['spec'][] {
  return surface === 'own' ? ['brandlovers', 'clubcollect', 'parcels'] : ['brandlovers'];
}

/** The packages of before all changes; each is a case of no change, too. */
export function casesBefore(): Case[] {
  return surfaces.flatMap((surface) =>
    specsOf(surface).map((spec) => {
      const name = nameOf(surface, spec);
      return {
        name,
        title: 'no change',
        before: name,
        isBreaking: false,
        told: [],
        document: documentOf(specs[spec], surface),
      };
    }),
  );
}

export function casesAfter(choice: Choice, words: string): Case[] {
  const chosen = [...differing, ...others(choice)].filter(({ title }) => title.includes(words));
  return surfaces.flatMap((surface) =>
    chosen.flatMap(({ title, change, bumps }, index): Case[] => {
      const { spec, edits } = change;
      if (!specsOf(surface).includes(spec)) return [];
      return [
        {
          name: nameOf(surface, String(index)),
          title: surface === 'own' ? title : `by the vendor's names: ${title}`,
          before: nameOf(surface, spec),
          isBreaking: bumps[surface] === 'major',
          told: toldOf(change, surface),
          document: documentOf(edited(specs[spec], edits), surface),
        },
      ];
    }),
  );
}

const differing = pythonKinds.flatMap(({ row, bump, vendor = bump, changes }) =>
  Object.entries(changes).map(([title, change]): Chosen => {
    return { title: `${row}: ${title}`, change, bumps: { own: bump, vendor } };
  }),
);

function others(choice: Choice): Chosen[] {
  const known = new Set(differing.map(({ change }) => change.edits));
  return kinds.flatMap(({ row, bump, changes }) => {
    const all = Object.entries(changes).filter(([, { edits, isRefused }]) => !known.has(edits) && !isRefused);
    const some = choice === 'every' ? all : choice === 'all' ? all.slice(0, 1) : [];
    return some.map(([title, change]) => ({ title: `${row}: ${title}`, change, bumps: { own: bump, vendor: bump } }));
  });
}

function nameOf(surface: Surface, of: string): string {
  return `${surface}_${of}`;
}

/** What stands in backticks, but for what is only the spec's. */
function toldOf({ spec, edits }: SpecChange, surface: Surface): string[] {
  const changes = rateChanges(asDocument(specs[spec]), asDocument(edited(specs[spec], edits)));
  const words = changes.flatMap(({ python }) => python[surface === 'own' ? 'python' : 'vendorPython']?.reason ?? []);
  const names = words.flatMap((text) => [...text.matchAll(/(?<!spec's schema )`([^`]+)`/gi)]);
  return names.map(([, name = '']) => name).filter((name) => name !== specs[spec].info.title);
}

/** As it is written for openapi-generator. */
function documentOf(spec: OpenAPI3, surface: Surface): OpenAPI3 {
  return JSON.parse(JSON.stringify(pythonDocument(spec, surface)));
}
