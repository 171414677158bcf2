import { isDeepStrictEqual } from 'node:util';
import type { OpenAPI3 } from 'openapi-typescript';
import type { Document } from '../generate/document.ts';
import { capitalised } from '../generate/text.ts';
import { classify, type FacadeReads } from './classify.ts';
import { type Difference, differencesOf, valueAt } from './differences.ts';
import { readModel } from './document-model.ts';
import { PLACE } from './node.ts';
import { placeOf, spotOf } from './place.ts';
import { type Finding, pythonFindings } from './python/findings.ts';
import { PlaceNames, type Spot } from './python/place-names.ts';
import { type Rule, type RuleName, ruleOf } from './rules.ts';
import { namesIn, untoldIn } from './untold.ts';
import {
  greatest,
  type Meaning,
  type PythonSurface,
  pythonSurfaces,
  type RatedChange,
  type Surface,
} from './verdict.ts';

/** The rows of the table under which a change falls. */
export interface Found {
  readonly pointer: string;
  readonly was?: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly rows: FoundRow[];
}

interface FoundRow {
  readonly rule: RuleName;
  readonly label: string;
  readonly isRefusal: boolean;
  /** What it is about; undefined for what is called alike in all languages. */
  readonly spot?: Spot | undefined;
  /** How each Python package calls it, in Markdown. */
  readonly pythonNames?: Readonly<Record<PythonSurface, readonly string[]>>;
}

/**
 * Lists in what two documents differ, by the rules.
 *
 * @param facade what the facade reads of this vendor's answers; undefined where there is none for it
 */
export function rateChanges(from: Document, to: Document, facade?: FacadeReads): RatedChange[] {
  return findChanges(from, to, facade).map((found) => rated(found, facade !== undefined));
}

/** Lists in what two documents differ, with the rows of the table that say what that means. */
export function findChanges(from: Document, to: Document, facade?: FacadeReads): Found[] {
  const before = readModel(from);
  const tell = (document: Document) => changesOf(differencesOf(before, readModel(document)), facade);
  const told = tell(to);
  const untold = untoldIn(from, to, told, tell).map(({ rule, label, ...place }): Found => {
    const spot = { pointer: place.pointer, isOld: place.to === undefined };
    return { ...place, rows: [{ rule, label, isRefusal: false, spot }] };
  });
  const all = withFindings([...told.values(), ...untold], pythonFindings(from, to), from, to);
  return withPythonNames(all, from, to);
}

/** Says of each row that a Python package notices how it calls what the row is about. */
function withPythonNames(changes: readonly Found[], from: Document, to: Document): Found[] {
  const readers = new Map<string, PlaceNames>();
  const namesOf = ({ rule, label, spot }: FoundRow, surface: PythonSurface): readonly string[] => {
    if (!spot || ruleOf(rule).bumps[surface] === 'none') return [quoted(label)];
    const key = `${surface} ${spot.isOld}`;
    const reader = readers.get(key) ?? new PlaceNames(spot.isOld ? from : to, surface);
    readers.set(key, reader);
    const names = reader.wordsFor(spot);
    return names.length > 0 ? names : [quoted(label)];
  };
  return changes.map((change) => {
    const rows = change.rows.map((row) => {
      return { ...row, pythonNames: { python: namesOf(row, 'python'), vendorPython: namesOf(row, 'vendorPython') } };
    });
    return { ...change, rows };
  });
}

function quoted(label: string): string {
  return `\`${label}\``;
}

/** Puts what only Python notices to the change at its place; where there is none, it is a change of its own. */
function withFindings(changes: readonly Found[], findings: readonly Finding[], from: Document, to: Document): Found[] {
  const all = [...changes];
  for (const { pointer, rule, label, spot } of findings) {
    const row = { rule, label, isRefusal: false, spot };
    const index = all.findIndex((change) => isNear(change.pointer, pointer) && mayCause(change, rule));
    const change = all[index];
    if (change) all[index] = { ...change, rows: [...change.rows, row] };
    else all.push({ pointer, from: valueAt(from, namesIn(pointer)), to: valueAt(to, namesIn(pointer)), rows: [row] });
  }
  return all;
}

/** Arguments move by what is given, and nothing else does by words. */
function mayCause({ rows }: Found, rule: RuleName): boolean {
  if (rule === 'Python: arguments') return rows.some((row) => /^(sent|body|required body|parameter)/.test(row.rule));
  return rows.some((row) => !['text', 'examples', 'links'].includes(row.rule));
}

function isNear(place: string, pointer: string): boolean {
  return place === pointer || place.startsWith(`${pointer}/`) || (place !== '' && pointer.startsWith(`${place}/`));
}

/** Rates that a spec has come or gone. */
export function rateWhole(
  from: OpenAPI3 | undefined,
  to: OpenAPI3 | undefined,
  facade: FacadeReads | undefined,
): RatedChange[] {
  const title = (to ?? from)?.info.title;
  if (title === undefined) return [];
  const rule = to ? 'spec added' : 'spec removed';
  const found = { pointer: '', from: from?.info.title, to: to?.info.title };
  return [rated({ ...found, rows: [{ rule, label: title, isRefusal: false }] }, facade !== undefined)];
}

/** By what each is. */
function changesOf(differences: readonly Difference[], facade: FacadeReads | undefined): Map<string, Found> {
  const changes = new Map<string, Found>();
  for (const difference of differences) {
    const place = placeOf(difference);
    const key = JSON.stringify([place.pointer, place.from ?? null, place.to ?? null]);
    const found = changes.get(key) ?? { ...place, rows: [] };
    const spot = spotOf(difference);
    for (const rule of classify(difference, facade)) {
      const row = { rule, label: place.label, isRefusal: isInRefusal(difference), spot };
      if (!found.rows.some((known) => isSameRow(known, row))) found.rows.push(row);
    }
    if (found.rows.length > 0) changes.set(key, found);
  }
  return changes;
}

function isInRefusal({ direction, from, to }: Difference): boolean {
  return direction === 'refusal' && (to ?? from)?.[PLACE].kind !== 'error';
}

function isSameRow(one: FoundRow, other: FoundRow): boolean {
  return one.rule === other.rule && one.label === other.label && isDeepStrictEqual(one.spot, other.spot);
}

/** Rates what was found by its rows. */
export function rated({ pointer, was, from, to, rows }: Found, hasFacade: boolean): RatedChange {
  const found = rows.map((row) => ({ ...row, ...ruleOf(row.rule), names: [quoted(row.label)] }));
  const bumpOf = (surface: Surface) => greatest(found.map((row) => row.bumps[surface]));
  const noticed = found.filter(
    ({ bumps: { client, facade, sandbox } }) => greatest([client, facade, sandbox]) !== 'none',
  );
  // The facade passes on no body of a refusal, only its code.
  const passedOn = found.filter(({ rule, isRefusal }) => !isRefusal || rule === 'received: known values');
  return {
    pointer,
    ...(was !== undefined && { was }),
    from,
    to,
    bumps: {
      client: bumpOf('client'),
      facade: hasFacade ? greatest(passedOn.map(({ bumps: { facade } }) => facade)) : 'none',
      sandbox: bumpOf('sandbox'),
      python: bumpOf('python'),
      vendorPython: bumpOf('vendorPython'),
    },
    ...meaningOf(noticed.length > 0 ? noticed : found, 'client'),
    python: Object.fromEntries(
      pythonSurfaces
        .filter((surface) => bumpOf(surface) !== 'none')
        .map((surface) => [surface, meaningInPython(found, surface)]),
    ),
    consumers: [],
  };
}

/** A row of the table, and what it is about, in Markdown. */
interface ToldRow extends Rule {
  readonly rule: RuleName;
  readonly names: readonly string[];
}

/** Says what rows mean to those who call one surface. */
function meaningOf(found: readonly ToldRow[], surface: Surface): Meaning {
  const failing = found.filter(({ published }) => !published.work);
  const sentences = found.flatMap(({ names, reason }) => names.map((name) => `${capitalised(name)} ${reason}.`));
  const consequences = found.flatMap((row) => consequenceOf(row, surface));
  return {
    reason: distinct([...sentences, ...consequences]),
    publishedWork: failing.length === 0,
    advisory: distinct((failing.length > 0 ? failing : found).map(({ published }) => published.advisory)),
  };
}

function meaningInPython(found: readonly (ToldRow & FoundRow)[], surface: PythonSurface): Meaning {
  const noticed = found.filter(({ bumps }) => bumps[surface] !== 'none');
  const told = noticed.map((row) => ({ ...row, ...row.inPython, names: row.pythonNames?.[surface] ?? row.names }));
  return meaningOf(told, surface);
}

/** Why a change is a major one, by how the name of its row starts; in Python, where nothing is compiled, in other words. */
const CONSEQUENCES: readonly (readonly [start: string, consequence: string, inPython?: string])[] = [
  ['received', 'Programs that read it as before do not compile.', 'Programs that read it as before fail.'],
  [
    'sent: required',
    'Calls that leave it out do not compile.',
    'Calls that leave it out are refused before they are sent.',
  ],
  ['sent: field removed', 'Calls that give it do not compile.', 'Calls that give it are refused before they are sent.'],
  [
    'sent',
    'Calls that give it as before do not compile.',
    'Calls that give it as before are refused before they are sent.',
  ],
  ['body', 'Calls as before do not compile.', 'Calls as before are refused before they are sent.'],
  ['success', 'What the call returns has another type.'],
  ['error', 'Programs branch on it.'],
  ['repeatable', 'A write may be sent more than once.'],
];

function consequenceOf({ rule, bumps }: ToldRow, surface: Surface): string[] {
  const found = bumps[surface] === 'major' && CONSEQUENCES.find(([start]) => rule.startsWith(start));
  if (!found) return [];
  const [, consequence, inPython = consequence] = found;
  return [surface === 'client' ? consequence : inPython];
}

function distinct(sentences: readonly string[]): string {
  return [...new Set(sentences)].join(' ');
}
