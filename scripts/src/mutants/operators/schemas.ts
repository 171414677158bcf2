import type { Edit } from '../edit.ts';
import { forEach, type Operators, once, operator, remove, rename, set } from '../operator.ts';
import { fieldsOf, itemsOf, type Path } from '../tree.ts';

const open = 'x-extensible-enum';

/** Limits by the type of what they limit, as a page might state them. */
const LIMITS: Readonly<Record<string, readonly (readonly [keyword: string, value: number])[]>> = {
  string: [['maxLength', 3]],
  integer: [['maximum', 3]],
  array: [['maxItems', 1]],
};

/** Slips in a model, a parameter's values or a body. */
export const schemaOperators: Operators = {
  'required-dropped': operator('a field that is always there may be missing', ['schema'], ({ required }, path) =>
    forEach(itemsOf(required).map(String), (name) => requiredEdits(required, path, without(required, name))),
  ),
  'required-added': operator(
    'a field that may be missing is always there',
    ['schema'],
    ({ properties, required }, path) =>
      forEach(
        Object.keys(fieldsOf(properties)).filter((name) => !itemsOf(required).includes(name)),
        (name) => [set([...path, 'required'], [...itemsOf(required), name])],
      ),
  ),
  'field-dropped': operator('a field is missing', ['schema'], ({ properties, required }, path) =>
    forEach(Object.keys(fieldsOf(properties)), (name) => [
      remove(...path, 'properties', name),
      ...requiredEdits(required, path, without(required, name)),
    ]),
  ),
  'field-renamed': operator('a field has another name', ['schema'], ({ properties, required }, path) =>
    forEach(Object.keys(fieldsOf(properties)), (name) => [
      rename([...path, 'properties', name], `${name}Z`),
      ...requiredEdits(
        required,
        path,
        itemsOf(required).map((other) => (other === name ? `${name}Z` : other)),
      ),
    ]),
  ),
  'field-added': operator('there is a field that the vendor does not have', ['schema'], ({ properties }, path) =>
    properties === undefined
      ? []
      : once(set([...path, 'properties', 'extra'], { type: 'string', description: 'More.' })),
  ),
  'type-widened': operator('a value may be of another type too', ['schema'], ({ type }, path) =>
    typeof type === 'string' ? once(set([...path, 'type'], [type, type === 'string' ? 'integer' : 'string'])) : [],
  ),
  'type-changed': operator('a value is of another type', ['schema'], ({ type }, path) =>
    typeof type === 'string' ? once(set([...path, 'type'], type === 'string' ? 'integer' : 'string')) : [],
  ),
  'null-allowed': operator('a value may be null', ['schema'], ({ type }, path) =>
    typeof type === 'string' ? once(set([...path, 'type'], [type, 'null'])) : [],
  ),
  'null-refused': operator('a value that may be null is never', ['schema'], ({ type }, path) =>
    itemsOf(type).includes('null') ? once(set([...path, 'type'], without(type, 'null'))) : [],
  ),
  'enum-value-dropped': operator('a known value is missing', ['schema'], (node, path) =>
    ['enum', open].flatMap((keyword) =>
      forEach(itemsOf(node[keyword]).map(String), (value) => [set([...path, keyword], without(node[keyword], value))]),
    ),
  ),
  'enum-value-added': operator('there is a value that the vendor does not have', ['schema'], (node, path) =>
    ['enum', open]
      .filter((keyword) => keyword in node)
      .flatMap((keyword) => once(set([...path, keyword], [...itemsOf(node[keyword]), 'OTHER']))),
  ),
  'enum-closed-or-opened': operator(
    'the vendor may send other values too, or sends no others',
    ['schema'],
    (node, path) =>
      [['enum', open] as const, [open, 'enum'] as const]
        .filter(([keyword]) => keyword in node)
        .flatMap(([keyword, other]) => once(remove(...path, keyword), set([...path, other], node[keyword]))),
  ),
  'enum-dropped': operator('the known values are not listed', ['schema'], (node, path) =>
    forEach(
      ['enum', open].filter((keyword) => keyword in node),
      (keyword) => [remove(...path, keyword)],
    ),
  ),
  'limit-moved': operator('a limit is looser or tighter', ['schema'], (node, path) =>
    limitsOf(node).flatMap(([keyword, limit]) =>
      [limit - 1, limit + 1].map((moved) => ({ what: `${keyword}=${moved}`, edits: [set([...path, keyword], moved)] })),
    ),
  ),
  'limit-dropped': operator('there is no limit', ['schema'], (node, path) =>
    forEach(
      limitsOf(node).map(([keyword]) => keyword),
      (keyword) => [remove(...path, keyword)],
    ),
  ),
  'limit-added': operator('there is a limit that no page states', ['schema'], ({ type, ...node }, path) =>
    (LIMITS[`${type}`] ?? [])
      .filter(([keyword]) => !(keyword in node))
      .map(([keyword, limit]) => ({ what: keyword, edits: [set([...path, keyword], limit)] })),
  ),
  'default-changed': operator('a default is another one', ['schema'], ({ default: value, type }, path) =>
    value === undefined ? [] : once(set([...path, 'default'], type === 'integer' ? Number(value) + 1 : `${value}Z`)),
  ),
  'default-dropped': operator('there is no default', ['schema'], ({ default: value }, path) =>
    value === undefined ? [] : once(remove(...path, 'default')),
  ),
  'format-dropped': operator('a text may be of any form', ['schema'], ({ format }, path) =>
    format === undefined ? [] : once(remove(...path, 'format')),
  ),
  'format-added': operator('a text is of a form that no page states', ['schema'], ({ type, format, ...node }, path) =>
    type === 'string' && format === undefined && !('enum' in node) ? once(set([...path, 'format'], 'date-time')) : [],
  ),
  'items-changed': operator('the items of a list are something else', ['schema'], ({ items }, path) =>
    items === undefined ? [] : once(set([...path, 'items'], { type: 'string' })),
  ),
  'model-closed': operator('an answer may hold nothing that the spec does not know', ['schema'], (node, path) =>
    node.properties === undefined ? [] : once(set([...path, 'additionalProperties'], false)),
  ),
};

function without(values: unknown, value: string): readonly unknown[] {
  return itemsOf(values).filter((other) => other !== value);
}

/** Keeps a `required` that names something; a list of none is removed. */
function requiredEdits(required: unknown, path: Path, names: readonly unknown[]): readonly Edit[] {
  if (required === undefined) return [];
  return [names.length > 0 ? set([...path, 'required'], names) : remove(...path, 'required')];
}

function limitsOf(node: Readonly<Record<string, unknown>>): readonly (readonly [keyword: string, limit: number])[] {
  return Object.entries(node).flatMap(([keyword, limit]) =>
    /^(minimum|maximum|(min|max)(Length|Items|Properties))$/.test(keyword) && typeof limit === 'number'
      ? [[keyword, limit] as const]
      : [],
  );
}
