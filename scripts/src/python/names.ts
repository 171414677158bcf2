import { capitalised } from '../generate/text.ts';
import { componentType } from '../generate/type-names.ts';

/** Fields that would hide what a model has, or what its own code names; each gets `var_` before it. */
const TAKEN = [
  ...[
    'raw',
    'from_answer',
    'copy',
    'additional_properties',
    'construct',
    'dict',
    'from_orm',
    'parse_file',
    'parse_obj',
  ],
  ...['parse_raw', 'schema_json', 'update_forward_refs', 'validate', 'str', 'int', 'float', 'bool', 'bytes', 'object'],
  ...['datetime', 'frozenset', 'overload'],
];

/** Words that openapi-generator gives another name by itself: Python's own, and what its models have. */
const RESERVED = [
  ...['and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except'],
  ...[
    'finally',
    'for',
    'from',
    'global',
    'if',
    'import',
    'in',
    'is',
    'lambda',
    'nonlocal',
    'not',
    'or',
    'pass',
    'raise',
  ],
  ...['return', 'try', 'while', 'with', 'yield', 'none', 'true', 'false', 'print', 'exec', 'property', 'self', 'date'],
  ...['json', 'schema', 'field', 'from_dict', 'from_json', 'to_dict', 'to_json', 'to_str', 'model_computed_fields'],
  ...['model_config', 'model_construct', 'model_copy', 'model_dump', 'model_dump_json', 'model_extra', 'model_fields'],
  ...['model_fields_set', 'model_json_schema', 'model_parametrized_name', 'model_post_init', 'model_rebuild'],
  ...['model_validate', 'model_validate_json', 'model_validate_strings'],
];

const RENAMED = new Set([...RESERVED, ...TAKEN]);

/** Gives the name in Python of a field that openapi-generator would call by one that is taken. */
export function takenFieldName(name: string): string | undefined {
  const spelled = pythonName(name);
  return TAKEN.some((taken) => spelled === `var_${taken}`) ? spelled : undefined;
}

/** Tells whether openapi-generator can spell a name: it drops what is not ASCII, and may be left with nothing. */
export function isSpellable(name: string): boolean {
  return /^\p{ASCII}*$/u.test(name) && /^[a-z]/.test(pythonName(name));
}

/** Tells whether a tag gives the name of a class, which cannot begin with a digit. */
export function isSpellableTag(tag: string): boolean {
  return isSpellable(tag) && /^[\W_]*[A-Za-z]/.test(tag);
}

/** Tells whether a value gives the name of a member of an enum: Python reserves those between underscores. */
export function isSpellableMember(value: string): boolean {
  return !/^(\s+|__.*_)$/.test(value);
}

/** Tells whether something has the same name in Python as in JSON. */
export function isPythonName(name: string): boolean {
  return /^[a-z][a-z\d]*(_[a-z\d]+)*$/.test(name) && !RENAMED.has(name);
}

/**
 * Writes a name as openapi-generator spells a field or an argument in Python, such as `ticket_id` for `ticketId`.
 *
 * @param prefix what makes a name of a word that is none; default: that of a field
 */
export function pythonName(name: string, prefix = 'var_'): string {
  if (name === '$') return 'value';
  const plain = name
    .replaceAll('$', '')
    .replaceAll(/[\])]/g, '')
    .replaceAll(/[[(./|:\\ -]/g, '_')
    .replaceAll(/\W/g, '');
  const spelled = (/^[A-Z_]*$/.test(plain) ? plain.toLowerCase() : plain)
    .replaceAll(/([A-Z]+)([A-Z][a-z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^_+/, '');
  return RENAMED.has(spelled) || /^\d/.test(spelled) ? prefix + spelled : spelled;
}

/** Writes the name of a schema as that of its class. */
export function className(schema: string): string {
  const name = componentType(schema).replaceAll(/_+(.?)/g, (_, next: string) => next.toUpperCase());
  return RESERVED.includes(name.toLowerCase()) || /^\d/.test(name) ? `Model${name}` : name;
}

/** Writes the name of a schema as that of its module. */
export function moduleName(schema: string): string {
  return pythonName(className(schema), 'model_');
}

/** Writes the id of an operation as that of its method. */
export function methodName(operationId: string): string {
  return pythonName(operationId, 'call_');
}

/** Names the method of an operation without an id by its path and its HTTP method, as openapi-generator does. */
export function unnamedMethodName(path: string, method: string): string {
  const words = `${path === '/' ? 'root' : path}/${method}`.split(/[^A-Za-z\d]+/);
  const joined = words.map(capitalised).join('');
  return methodName(joined.charAt(0).toLowerCase() + joined.slice(1));
}

/** Writes a value as openapi-generator names the member of an enum, as far as two values may have one name. */
export function memberName(value: string): string {
  return value.toUpperCase().replaceAll(/\s/g, '_');
}
