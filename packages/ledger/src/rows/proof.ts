import { at, isObject, items } from '../json.ts';
import type { Operation, Spec } from '../spec.ts';
import { resolve } from './parameters.ts';
import type { Row, Side, Subject } from './row.ts';
import { rowsOf } from './rows.ts';

/** The parameters of a request as text, by place and name. */
export type Sent = (place: string, name: string) => string | undefined;

/** Finds the rows that an exchange shows, of which it is known that the spec allows it. */
export interface Proof {
  request(operation: Operation, sent: Sent, body: unknown): readonly Row[];
  answer(operation: Operation, status: number, body: unknown): readonly Row[];
  /** Of a request that was refused, and where it breaks the spec. */
  refused(operation: Operation, violations: readonly string[]): readonly Row[];
  /** Ends a test, whose next one is shown every row again. What it returns is called when the test has passed. */
  end(): () => void;
}

/**
 * How many tests that passed have to show a row, until it is not looked for any more: a record names no more of them. Tests
 * that fail do not count, so the order of the tests does not change whether a row is proven.
 */
const ENOUGH = 3;

/** Creates what finds the rows of a spec, each once in a test. */
export function createProof(spec: Spec): Proof {
  const rows = rowsOf(spec).filter(({ subject }) => !isNeverShown(subject));
  const wanted = Map.groupBy(rows, (row) => `${row.operation} ${sideOf(row)}`);
  const times = new Map<Row, number>();
  /** What the running test was shown, by the keys of `wanted`. */
  const seen = new Map<string, Row[]>();
  const shown = (operation: Operation, side: Side | 'parameter', test: (row: Row) => boolean) => {
    const key = `${operation.id} ${side}`;
    const { found = [], others = [] } = Object.groupBy(wanted.get(key) ?? [], (row) =>
      test(row) ? 'found' : 'others',
    );
    if (found.length === 0) return found;
    wanted.set(key, others);
    seen.set(key, [...(seen.get(key) ?? []), ...found]);
    return found;
  };
  const end = () => {
    const ended = [...seen];
    seen.clear();
    for (const [key, rows] of ended) wanted.set(key, [...(wanted.get(key) ?? []), ...rows]);
    return () => {
      for (const [key, rows] of ended) {
        for (const row of rows) times.set(row, (times.get(row) ?? 0) + 1);
        wanted.set(
          key,
          (wanted.get(key) ?? []).filter((row) => (times.get(row) ?? 0) < ENOUGH),
        );
      }
    };
  };
  const inBody = (operation: Operation, side: Side, body: unknown) => {
    const valuesAt = createReader(body);
    return shown(operation, side, (row) => row.subject.kind === 'pair' || isShown(row, valuesAt));
  };
  const refusals = Map.groupBy(rowsOf(spec), (row) => `${row.operation} ${violationOf(row.subject)}`);
  return {
    refused: ({ id }, violations) =>
      violations.length === 1 ? (refusals.get(`${id} ${starred(violations[0] ?? '')}`) ?? []) : [],
    request: (operation, sent, body) => [
      ...shown(operation, 'parameter', (row) => isSent(spec, operation, row, sent)),
      ...(body === undefined ? [] : inBody(operation, 'request', body)),
    ],
    answer: (operation, status, body) => inBody(operation, status, body),
    end,
  };
}

/** Rows of what the spec does not allow. */
function isNeverShown(subject: Subject): boolean {
  if (subject.kind === 'parameter') return ['over', 'wrong-type', 'unknown'].includes(subject.class);
  if (subject.kind === 'enum') return !('value' in subject);
  return subject.kind === 'keyword' && (!subject.isValid || subject.keyword === 'additionalProperties');
}

/** The violation that a request shows of which this is the only thing wrong, as the validator names it. */
function violationOf(subject: Subject): string | undefined {
  switch (subject.kind) {
    case 'parameter': {
      const keyword = { unknown: 'enum', over: 'range', 'wrong-type': 'type', absent: 'missing', min: '', max: '' };
      if (subject.name === '*') return undefined;
      return `request ${subject.in}/${subject.name} ${keyword[subject.class]}`;
    }
    case 'keyword':
      return subject.isValid ? undefined : `request body${atRoot(subject.pointer)} ${rangeOr(subject.keyword)}`;
    case 'enum':
      return 'value' in subject ? undefined : `request body${atRoot(subject.pointer)} enum`;
    default:
      return undefined;
  }
}

function atRoot(pointer: string): string {
  return pointer === '/' ? '' : pointer;
}

/** One word for whatever bounds a value; in a list, whichever item it is. */
function starred(violation: string): string {
  const [request, place = '', keyword = ''] = violation.split(' ');
  return [request, place.replaceAll(/\/\d+(?=\/|$)/g, '/*'), rangeOr(keyword)].join(' ');
}

function rangeOr(keyword: string): string {
  return /^(exclusive)?m(in|ax)/i.test(keyword) ? 'range' : keyword;
}

function sideOf({ subject }: Row): string {
  if ('side' in subject) return `${subject.side}`;
  return subject.kind === 'pair' ? `${subject.status}` : 'parameter';
}

/** Text of a URL that is long for the one who writes it, where the spec names no greatest length. */
const LONG = 64;

function isSent(spec: Spec, operation: Operation, { subject }: Row, sent: Sent): boolean {
  if (subject.kind !== 'parameter' && subject.kind !== 'parameter-enum') return false;
  const parameter = operation.parameters.find(({ in: place, name }) => place === subject.in && name === subject.name);
  const value = sent(subject.in, subject.name);
  if (!parameter) return false;
  if (subject.kind === 'parameter-enum') return value === `${subject.value}`;
  if (value === undefined) return subject.class === 'absent';
  const schema = resolve(spec, parameter.schema);
  const end = { min: ['minimum', 'minLength'], max: ['maximum', 'maxLength'] } as const;
  if (subject.class !== 'min' && subject.class !== 'max') return false;
  const [ofNumber, ofText] = end[subject.class].map((keyword) => at(schema, keyword));
  if (at(schema, 'type') !== 'string') return ofNumber !== undefined && Number(value) === ofNumber;
  if (ofText !== undefined) return value.length === ofText;
  return subject.class === 'min' ? value.length === 1 : value.length >= LONG;
}

type ValuesAt = (pointer: string) => readonly unknown[];

function isShown({ subject }: Row, valuesAt: ValuesAt): boolean {
  switch (subject.kind) {
    case 'keyword':
      return valuesAt(subject.pointer).length > 0;
    case 'enum':
      return 'value' in subject && valuesAt(subject.pointer).includes(subject.value);
    case 'presence': {
      const [parent, key] = split(subject.pointer);
      return valuesAt(parent).some((value) => isObject(value) && key in value === subject.isPresent);
    }
    default:
      return false;
  }
}

function split(pointer: string): [parent: string, key: string] {
  const last = pointer.lastIndexOf('/');
  return [pointer.slice(0, last) || '/', pointer.slice(last + 1)];
}

/** The values of a body at a pointer of the ledger; each is looked up once. */
function createReader(body: unknown): ValuesAt {
  const known = new Map<string, readonly unknown[]>([['/', body === undefined ? [] : [body]]]);
  const valuesAt: ValuesAt = (pointer) => {
    const before = known.get(pointer);
    if (before) return before;
    const [parent, key] = split(pointer);
    const values = valuesAt(parent).flatMap((value) =>
      key === '*' ? items(value) : isObject(value) && key in value ? [value[key]] : [],
    );
    known.set(pointer, values);
    return values;
  };
  return valuesAt;
}
