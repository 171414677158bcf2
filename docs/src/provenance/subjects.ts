import type { Json } from './json.ts';
import type { Mark } from './marks.ts';
import type { Place } from './places.ts';
import { code } from './words.ts';

/** What the keywords of a parameter's schema are called, where the schema has a mark of its own. */
const KEYWORDS: readonly (readonly [name: string, keywords: readonly string[]])[] = [
  ['type', ['type']],
  ['values', ['enum', 'const', 'x-extensible-enum']],
  ['format', ['format', 'pattern']],
  ['default', ['default']],
  ['range', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  ['length', ['minLength', 'maxLength', 'minItems', 'maxItems']],
];

/** Names what the mark of a schema is about that stands beside the mark of its parameter. */
export function subjectOf(schema: Json, { kind, key }: Place): Pick<Mark, 'subject'> {
  if (kind !== 'schema' || key !== 'schema') return {};
  const names = KEYWORDS.flatMap(([name, keywords]) => (keywords.some((keyword) => keyword in schema) ? [name] : []));
  const last = names.pop() ?? 'schema';
  return { subject: names.length > 0 ? `Its ${names.join(', ')} and ${last}` : `Its ${last}` };
}

/** Names a node that is shown without a description, for the entry that has to speak of it. */
export function labelOf({ kind, key, name }: Place): string | undefined {
  if (kind === 'mediaType') return `As ${code(name)}`;
  if (key === 'properties') return code(name);
  return key === 'items' ? 'Each item' : undefined;
}
