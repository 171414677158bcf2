import { isPlainObject } from '@redocly/openapi-core';

interface Extension {
  /** The nodes it may stand on, by the names that Redocly gives to node types. */
  readonly on: readonly string[];
  readonly form: string;
  isValid(value: unknown): boolean;
}

export const errorKinds: readonly string[] = ['unauthorized', 'forbidden', 'throttled', 'not-found', 'rejected'];

/** The vocabulary of `specs/README.md`. */
export const extensions: ReadonlyMap<string, Extension> = new Map([
  [
    'x-provenance',
    {
      on: ['Server', 'SecurityScheme', 'Operation', 'Parameter', 'RequestBody', 'Response', 'MediaType', 'Schema'],
      form: '{ source: upstream }, { source: inferred, reason: <sentence> } or { source: page }',
      isValid: isProvenance,
    },
  ],
  ['x-error-kind', { on: ['Response'], form: errorKinds.join(', '), isValid: isOneOf(errorKinds) }],
  ['x-retry', { on: ['Operation'], form: 'safe or after-refusal', isValid: isOneOf(['safe', 'after-refusal']) }],
  ['x-extensible-enum', { on: ['Schema'], form: 'a list of different strings', isValid: isListOfNames }],
  ['x-error-code-keys', { on: ['Root'], form: 'a list of different strings', isValid: isListOfNames }],
  [
    'x-request-content-type',
    {
      on: ['Root'],
      form: 'a media type',
      isValid: (value) => typeof value === 'string' && /^[^\s/]+\/\S+$/.test(value),
    },
  ],
]);

export type Provenance =
  | { readonly source: 'upstream' | 'page' }
  | { readonly source: 'inferred'; readonly reason: string };

export function isProvenance(value: unknown): value is Provenance {
  if (!isPlainObject(value)) return false;
  const { source, reason, ...others } = value;
  if (Object.keys(others).length > 0) return false;
  if (source === 'inferred') return typeof reason === 'string' && reason.trim() !== '';
  return (source === 'upstream' || source === 'page') && reason === undefined;
}

function isOneOf(values: readonly string[]): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && values.includes(value);
}

function isListOfNames(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name) => typeof name === 'string') &&
    new Set(value).size === value.length
  );
}
