import { isPlainObject } from '@redocly/openapi-core';

interface Extension {
  /** The nodes it may stand on, by the names that Redocly gives to node types. */
  readonly on: readonly string[];
  readonly form: string;
  isValid(value: unknown): boolean;
}

export const errorKinds: readonly string[] = ['unauthorized', 'forbidden', 'throttled', 'not-found', 'rejected'];

const PAGING_FORM =
  '{ kind: offset, offset, limit: names of query parameters, items: JSON pointer } or { kind: page, page: name, items, number, size, pages, total: JSON pointers, pageSize: number from 1, where it is documented }';

/** The vocabulary of `specs/README.md`. */
export const extensions: ReadonlyMap<string, Extension> = new Map([
  [
    'x-provenance',
    {
      on: [
        'Server',
        'SecurityScheme',
        'Operation',
        'Parameter',
        'RequestBody',
        'Response',
        'Link',
        'MediaType',
        'Schema',
      ],
      form: '{ source: upstream }, { source: inferred, reason: <sentence> } or { source: page }',
      isValid: isProvenance,
    },
  ],
  ['x-error-kind', { on: ['Response'], form: errorKinds.join(', '), isValid: isOneOf(errorKinds) }],
  ['x-repeatable', { on: ['Response'], form: 'true, or absent', isValid: (value) => value === true }],
  [
    'x-paging',
    {
      on: ['Operation'],
      form: PAGING_FORM,
      isValid: isPaging,
    },
  ],
  ['x-extensible-enum', { on: ['Schema'], form: 'a list of different strings', isValid: isListOfNames }],
  ['x-error-code-keys', { on: ['Root'], form: 'a list of different strings', isValid: isListOfNames }],
  [
    'x-credential-prefix',
    {
      on: ['SecurityScheme'],
      form: 'ASCII text on one line that does not start with a space',
      isValid: (value) => typeof value === 'string' && /^[!-~][ -~]*$/.test(value),
    },
  ],
  [
    'x-credential-option',
    {
      on: ['SecurityScheme'],
      form: 'the name of an option in camelCase',
      isValid: (value) => typeof value === 'string' && /^[a-z][a-zA-Z0-9]*$/.test(value),
    },
  ],
  [
    'x-request-body-name',
    {
      on: ['RequestBody'],
      form: 'the name of an argument in snake_case',
      isValid: (value) => typeof value === 'string' && /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(value),
    },
  ],
  [
    'x-request-content-type',
    {
      on: ['Root'],
      form: 'a media type',
      isValid: (value) => typeof value === 'string' && /^[!-~]+\/[!-~]+$/.test(value),
    },
  ],
]);

/** How a list is read page by page: names of query parameters, and JSON pointers into the answer. */
export type Paging =
  | { readonly kind: 'offset'; readonly offset: string; readonly limit: string; readonly items: string }
  | {
      readonly kind: 'page';
      readonly page: string;
      readonly items: string;
      readonly number: string;
      readonly size: string;
      readonly pages: string;
      readonly total: string;
      /** Items that a full page holds, where the vendor documents it. */
      readonly pageSize?: number;
    };

/** The facts of each kind: which name a query parameter, and which point into the answer. */
export const PAGING_FACTS: Readonly<
  Record<Paging['kind'], { parameters: readonly string[]; pointers: readonly string[] }>
> = {
  offset: { parameters: ['offset', 'limit'], pointers: ['items'] },
  page: { parameters: ['page'], pointers: ['items', 'number', 'size', 'pages', 'total'] },
};

export function isPaging(value: unknown): value is Paging {
  if (!isPlainObject(value)) return false;
  const { kind, pageSize = 1, ...facts } = value;
  const known = kind === 'offset' || kind === 'page' ? PAGING_FACTS[kind] : undefined;
  if (!known || !Number.isInteger(pageSize) || Number(pageSize) < 1) return false;
  if (kind === 'offset' && 'pageSize' in value) return false;
  const { parameters, pointers } = known;
  return (
    Object.keys(facts).length === parameters.length + pointers.length &&
    parameters.every((name) => typeof facts[name] === 'string') &&
    pointers.every((name) => typeof facts[name] === 'string' && /^(\/[^~/]+)+$/.test(String(facts[name])))
  );
}

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
