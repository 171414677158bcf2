import { componentType } from '../generate/type-names.ts';

/** Words that are no names in Python, or that openapi-generator gives another name because a model has them itself. */
const RENAMED = new Set([
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
  ...['raw', 'copy', 'json', 'dict', 'schema', 'str', 'int', 'float', 'bool', 'datetime'],
]);

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
  const plain = name
    .replaceAll('$', '')
    .replaceAll(/[\])]/g, '')
    .replaceAll(/[[(./|: -]/g, '_')
    .replaceAll(/\W/g, '');
  const spelled = (/^[A-Z_]*$/.test(plain) ? plain.toLowerCase() : plain)
    .replaceAll(/([A-Z]+)([A-Z][a-z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^_+/, '');
  return RENAMED.has(spelled) || /^\d/.test(spelled) ? prefix + spelled : spelled;
}

/** Writes the name of a schema as that of its module. */
export function moduleName(schema: string): string {
  return pythonName(
    componentType(schema).replaceAll(/_+(.?)/g, (_, next: string) => next.toUpperCase()),
    'model_',
  );
}

/** Writes a value as openapi-generator names the member of an enum, as far as two values may have one name. */
export function memberName(value: string): string {
  return value.toUpperCase().replaceAll(/\s/g, '_');
}
