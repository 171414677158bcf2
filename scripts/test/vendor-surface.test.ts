import { describe, expect, test } from 'vitest';
import { vendorSurface } from '../src/python/vendor-surface.ts';
import { type Edit, edited, move, remove, set } from './spec-changes/edit.ts';
import { specs } from './spec-changes/specs.ts';

type Spec = keyof typeof specs;

/** The only login of parcels, in the place of which is the usual credential. */
const USUAL: readonly Edit[] = [remove('/paths/~1account/get/security')];

/** The derived document, as the generator reads it. */
function derived(spec: Spec, edits: readonly Edit[] = []): unknown {
  return JSON.parse(
    JSON.stringify(vendorSurface(edited(specs[spec], spec === 'parcels' ? [...USUAL, ...edits] : edits))),
  );
}

function at(node: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((inner, name) => Reflect.get(Object(inner), name), node);
}

/** Every key below a node, as it is written. */
function keysBelow(node: unknown): string[] {
  return typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, inner]) => [key, ...keysBelow(inner)])
    : [];
}

const put = ['paths', '/ticket/{ticketId}/status', 'put'];
const get = ['paths', '/tickets', 'get'];

describe.each(['brandlovers', 'clubcollect', 'parcels'] as const)('of %s', (spec) => {
  test('the operations have no ids, and nothing refers to one', () => {
    const gone = ['operationId', 'security', 'securitySchemes', 'links', 'default'];
    expect(keysBelow(at(derived(spec), 'paths')).filter((key) => gone.includes(key))).toEqual([]);
    expect(Object.keys(Object(at(derived(spec), 'components'))).filter((key) => gone.includes(key))).toEqual([]);
  });

  test('the spec itself stays as it is', () => {
    const document = edited(specs[spec], spec === 'parcels' ? USUAL : []);
    const before = structuredClone(document);
    vendorSurface(document);
    expect(document).toEqual(before);
  });
});

test.each(['brandlovers', 'clubcollect'] as const)(
  'each operation of %s begins with the credential, and only it is marked as one',
  (spec) => {
    const operations = Object.values(Object(at(derived(spec), 'paths'))).flatMap((item) => Object.values(Object(item)));
    for (const operation of operations) {
      const [credential, ...others] = Object.values(Object(at(operation, 'parameters')));
      expect(credential).toMatchObject({ required: true, schema: { type: 'string' }, 'x-credential': true });
      expect(keysBelow(others)).not.toContain('x-credential');
    }
  },
);

test.each<[Spec, readonly string[], object]>([
  ['brandlovers', get, { name: 'authorization', in: 'header' }],
  ['clubcollect', ['paths', '/v2/invoices/{invoiceId}/tickets', 'get'], { name: 'api_key', in: 'query' }],
  ['parcels', ['paths', '/parcels', 'get'], { in: 'header', 'x-credential-prefix': 'Bearer ' }],
])('the credential of %s is the parameter that it is sent in', (spec, operation, credential) => {
  expect(at(derived(spec), ...operation, 'parameters', 0)).toMatchObject(credential);
});

test('an operation that needs no credential takes none', () => {
  const open = derived('brandlovers', [set('/paths/~1tickets/get/security', [])]);
  expect(at(open, ...get, 'parameters', 0, 'name')).toBe('status');
});

test('a user and a password are refused, since they are no one argument', () => {
  expect(() => vendorSurface(specs.parcels)).toThrow(/^getAccount: a user and a password/);
});

test('the parameters of a path come before those of its operation, which replace them', () => {
  const shared = at(specs.brandlovers, ...get, 'parameters');
  const own = [{ name: 'limit', in: 'query', schema: { type: 'string', default: 'all' } }];
  const document = derived('brandlovers', [
    set('/paths/~1tickets/parameters', shared),
    set('/paths/~1tickets/get/parameters', own),
  ]);
  expect(at(document, 'paths', '/tickets', 'parameters')).toBeUndefined();
  expect(at(document, ...get, 'parameters')).toMatchObject([
    { name: 'authorization' },
    { name: 'status' },
    { name: 'offset' },
    { name: 'limit', schema: { type: 'string' } },
  ]);
});

const body = '/paths/~1ticket~1{ticketId}~1status/put/requestBody';
const shared = '/components/requestBodies';

test.each<[string, readonly Edit[]]>([
  ['of its own', []],
  [
    'that operations share',
    [set(shared, {}), move(body, `${shared}/Status`), set(body, { $ref: `#${shared}/Status` })],
  ],
])('a body %s has the name that the vendor gives it', (_, edits) => {
  const document = derived('brandlovers', [set(`${body}/x-request-body-name`, 'body'), ...edits]);
  expect(at(document, ...put, 'x-codegen-request-body-name')).toBe('body');
});

test('a body without a name of its own is called by its schema', () => {
  expect(keysBelow(at(derived('brandlovers'), 'paths', '/ticket'))).not.toContain('x-codegen-request-body-name');
});

test('an enum is written where it is used', () => {
  const schemas = at(derived('brandlovers'), 'components', 'schemas');
  expect(Object.keys(Object(schemas))).not.toContain('SettableStatus');
  expect(at(schemas, 'TicketStatus', 'properties', 'ticketStatus')).toMatchObject({
    type: 'string',
    enum: ['REOPENED', 'CLOSED'],
  });
});

test('what a status means stays', () => {
  expect(at(derived('brandlovers'), ...put, 'responses', '403')).toMatchObject({
    'x-error-kind': 'throttled',
    'x-repeatable': true,
  });
});
