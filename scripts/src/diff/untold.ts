import { isDeepStrictEqual } from 'node:util';
import { type Document, resolve } from '../generate/document.ts';
import { valueAt } from './differences.ts';
import { entriesOf } from './entries.ts';
import { isText } from './leftover.ts';
import { below } from './node.ts';
import { relocated } from './relocated.ts';
import type { RuleName } from './rules.ts';
import { SCHEMA_KEYWORDS } from './schema-model.ts';

/** A change that is told, as far as it is known by. */
interface Told {
  readonly pointer: string;
  readonly from: unknown;
  readonly to: unknown;
}

interface Untold extends Told {
  readonly label: string;
  readonly rule: RuleName;
}

/**
 * Lists the places at which two documents differ and of which no change tells: all changes are the same without them.
 *
 * @param told the changes from the one to the other, by what each is
 * @param tell what they would be with another document in the place of the new one
 */
export function untoldIn<Change extends Told>(
  from: Document,
  to: Document,
  told: ReadonlyMap<string, Change>,
  tell: (to: Document) => ReadonlyMap<string, Change>,
): Untold[] {
  const changes = [...told.values()];
  const literal = changes.filter((change) => isLiteral(change, from, to)).map(({ pointer }) => pointer);
  const pointers = new Set(changes.map(({ pointer }) => pointer));
  const untold: Untold[] = [];
  for (const { path, before, after, undone } of entriesOf(relocated(from, to), to)) {
    const pointer = below('', ...path);
    if (pointers.has(pointer) || literal.some((place) => pointer.startsWith(`${place}/`))) continue;
    if (path.at(-1) === 'required' && areFieldsTold(pointer, before, after, pointers)) continue;
    const without = withValue(to, path, undone);
    // What is referred to, is needed.
    if (!isWhole(without)) continue;
    const others = tell(without);
    if ([...told].every(([key, change]) => isDeepStrictEqual(others.get(key), change)))
      untold.push({ pointer, from: before, to: after, label: labelOf(path), rule: ruleFor(path) });
  }
  return untold;
}

/** Tells whether the fields that are required anew, or no more, are changes themselves. */
function areFieldsTold(pointer: string, before: unknown, after: unknown, told: ReadonlySet<string>): boolean {
  const [olds, news] = [new Set([before ?? []].flat()), new Set([after ?? []].flat())];
  const names = olds.symmetricDifference(news);
  const holder = pointer.replace(/\/required$/, '/properties');
  return names.size > 0 && [...names].every((name) => told.has(below(holder, String(name))));
}

/** Tells whether a change shows all that stood and stands at its place. */
function isLiteral({ pointer, from, to }: Told, old: Document, now: Document): boolean {
  const path = namesIn(pointer);
  return isDeepStrictEqual(valueAt(old, path), from) && isDeepStrictEqual(valueAt(now, path), to);
}

export function namesIn(pointer: string): string[] {
  const names = pointer.split('/').slice(1);
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Copies a document with another value at a place; all else is shared. */
function withValue<Whole extends object>(whole: Whole, [name = '', ...rest]: readonly string[], value: unknown): Whole {
  const copy: Whole = Array.isArray(whole) ? Object.assign([], whole) : { ...whole };
  const inner: unknown = Reflect.get(copy, name);
  const isObject = typeof inner === 'object' && inner !== null;
  const next = rest.length > 0 && isObject ? withValue(inner, rest, value) : value;
  if (next === undefined) Reflect.deleteProperty(copy, name);
  else Reflect.set(copy, name, next);
  return copy;
}

function isWhole(document: Document, node: unknown = document): boolean {
  if (typeof node !== 'object' || node === null) return true;
  if ('$ref' in node && typeof node.$ref === 'string' && resolve(document, node) === undefined) return false;
  return Object.values(node).every((inner) => isWhole(document, inner));
}

/** What a reader gives one meaning, however it is written. */
const READ_ALIKE: readonly string[] = [
  ...SCHEMA_KEYWORDS,
  ...['servers', 'paths', 'components', 'security', 'parameters', 'requestBody', 'responses', 'content', 'schema'],
  ...['in', 'name', 'scheme', 'x-error-kind', 'x-repeatable', 'x-credential-prefix', 'x-credential-option'],
];

/** What stands under names of its own: below these any name is one that a reader knows. */
const NAMED: readonly string[] = [
  ...[
    'schemas',
    'parameters',
    'requestBodies',
    'responses',
    'securitySchemes',
    'content',
    'properties',
    'paths',
    'security',
  ],
];

function ruleFor(path: readonly string[]): RuleName {
  const names = path.filter((name) => !/^\d+$/.test(name));
  const [name = '', holder = ''] = names.toReversed();
  const isKnown = READ_ALIKE.includes(name) || isText(name) || NAMED.includes(holder) || NAMED.includes(name);
  return isKnown ? 'written otherwise' : 'unknown';
}

/** Names that say nothing to a reader about which place is meant. */
const USUAL: readonly string[] = ['components', 'schemas', 'properties', 'paths', 'content', 'application/json'];

function labelOf(path: readonly string[]): string {
  const names = path.filter((name) => !USUAL.includes(name));
  return names.slice(-4).join(' ') || 'The document';
}
