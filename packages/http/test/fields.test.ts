import { readFile } from 'node:fs/promises';
import { createOperations, isTicketbridgeError, type Shape, type TicketbridgeError } from '@ticketbridge/http';
import { describe, expect, test } from 'vitest';
import { CALL_OPTIONS, CLIENT_OPTIONS } from '../src/options.ts';
import { failureOf } from './failure.ts';
import { INPUTS, type Letters, letters, lettersClient } from './letters.ts';

/** Nothing takes a symbol. */
const WRONG = Symbol('wrong');

/** The error that a client is refused with. */
function refusalOf(options: object): TicketbridgeError {
  try {
    createOperations<Letters>(letters, { key: 'a-key', ...options } as object);
  } catch (error) {
    if (isTicketbridgeError(error)) return error;
    throw error;
  }
  throw new Error('the client was created');
}

/** An input in which the field at this place has this value. */
interface Place {
  readonly field: string;
  readonly input: (value: unknown) => unknown;
}

/** The place itself, and those in it. */
function placesIn(shape: Shape, place: Place): readonly Place[] {
  if (typeof shape === 'string') return [place];
  const { field, input } = place;
  if (Array.isArray(shape)) {
    const [item] = shape;
    return [place, ...placesIn(item, { field: `${field}[0]`, input: (value) => input([value]) })];
  }
  const required = Object.entries(shape).filter(([name]) => !name.endsWith('?'));
  const others = Object.fromEntries(required.map(([name, inner]) => [name, inner === 'integer' ? 1 : 'x']));
  const fields = Object.entries(shape).flatMap(([key, inner]) => {
    const name = key.replace('?', '');
    const at = field ? `${field}.${name}` : name;
    return placesIn(inner, { field: at, input: (value) => input({ ...others, [name]: value }) });
  });
  const unknown = field ? `${field}.unknown` : 'unknown';
  return [place, ...fields, { field: unknown, input: (value) => input({ ...others, unknown: value }) }];
}

test('the README lists every option', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const table = readme.split('\n## ').find((section) => section.startsWith('Options\n')) ?? '';
  const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual([...new Set([...Object.keys(CLIENT_OPTIONS), ...Object.keys(CALL_OPTIONS)])].sort());
});

describe('an invalid-input error names the option', () => {
  test.each([...Object.keys(CLIENT_OPTIONS), 'key', 'unknown'])('%s of a client', (name) => {
    expect(refusalOf({ [name]: WRONG })).toMatchObject({ kind: 'invalid-input', field: name });
    if (name === 'unknown' || name === 'key') return;
    expect(() => lettersClient({ [name]: undefined })).not.toThrow();
  });

  test.each([...Object.keys(CALL_OPTIONS), 'unknown'])('%s of a call', async (name) => {
    const call = Reflect.apply(lettersClient({}).listTags, undefined, [{}, { [name]: WRONG }]);
    expect(await failureOf(call)).toMatchObject({ kind: 'invalid-input', field: name });
  });

  test('a credential that is missing', () => {
    expect(refusalOf({ key: undefined })).toMatchObject({ kind: 'invalid-input', field: 'key' });
  });

  test('a header', async () => {
    const call = Reflect.apply(lettersClient({}).listTags, undefined, [{}, { headers: { 'x-y': WRONG } }]);
    expect(await failureOf(call)).toMatchObject({ kind: 'invalid-input', field: 'headers.x-y' });
  });

  test.each<[unknown, string]>([
    [null, 'api'],
    [{}, 'key'],
    [{ ...letters, operations: null }, 'api'],
    [{ ...letters, operations: { listTags: {} } }, 'api'],
  ])('the operation table of createOperations: %j', (api, field) => {
    const create = () => Reflect.apply(createOperations, undefined, [api, { key: 'a' }]);
    expect(create).toThrow(expect.objectContaining({ kind: 'invalid-input', field, outcome: 'not-sent' }));
  });
});

describe('an invalid-input error names the field of the input', () => {
  const cases = Object.entries(letters.operations).flatMap(([operation, { input }]) =>
    placesIn(input, { field: '', input: (value) => value }).map((place) => ({ operation, ...place })),
  );
  test.each(cases)('$operation: $field', async ({ operation, field, input }) => {
    const [, method] = Object.entries(lettersClient({})).find(([name]) => name === operation) ?? [];
    const call: Promise<unknown> = Reflect.apply(Object(method), undefined, [input(WRONG)]);
    expect(await failureOf(call)).toMatchObject({ kind: 'invalid-input', field: field || undefined, attempts: 0 });
  });

  test.each(['boxId', 'text'])('%s, when it is missing', async (name) => {
    const call = lettersClient({}).sendLetter({ ...INPUTS.sendLetter, [name]: undefined });
    expect(await failureOf(call)).toMatchObject({ kind: 'invalid-input', field: name });
  });

  test.each([
    ['boxId', '..'],
    ['boxId', 'a\nb'],
    ['trace', 'one\ntwo'],
    ['trace', ' x'],
    ['extra', () => 1],
    ['extra', 7n],
  ])('%s, when it cannot be sent: %s', async (name, value) => {
    const call = lettersClient({}).sendLetter({ ...INPUTS.sendLetter, [name]: value });
    expect(await failureOf(call)).toMatchObject({ kind: 'invalid-input', field: name });
  });
});
