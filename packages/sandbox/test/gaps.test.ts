import { describe, expect, test } from 'vitest';
import { done, heeding } from '../src/handler.ts';
import { documentOf, json, ok, serveHandled } from './small-vendors.ts';

const list = json({ type: 'object', properties: { items: { type: 'array', items: {} } } }, { example: { items: [1] } });
const text = { type: 'string' };
const number = { type: 'integer', default: 0 };
const inQuery = (name: string, schema: object) => ({ name, in: 'query' as const, schema });

const document = documentOf({
  '/rooms': {
    parameters: [inQuery('floor', number)],
    get: {
      operationId: 'listRooms',
      parameters: [inQuery('sort', text), inQuery('from', number), inQuery('count', number)],
      'x-paging': { kind: 'offset', offset: 'from', limit: 'count', items: '/items' },
      responses: ok(list),
    },
    post: { operationId: 'addRoom', responses: ok(json({}, { example: { id: 1 } })) },
  },
});

const whole = () => ({ all: [1, 2], rules: { size: 9, start: 'heeded' as const } });

describe('of a vendor with handlers', () => {
  test('an operation without one is announced, and answered with a marked 501, never with the example', async () => {
    const { announcement, call } = await serveHandled(document, {
      listRooms: heeding(['query/floor', 'query/sort'], whole),
    });
    expect(announcement.gaps).toEqual(['addRoom has no handler']);
    const heard = await call('/rooms', { method: 'POST' });
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([501, 'not-implemented']);
    expect(heard.body).toMatchObject({ detail: 'addRoom has no handler' });
  });

  test.each([
    ['that is no handler, but every object has', 'toString'],
    ['that is no handler, but every object has', 'constructor'],
  ])('an operation id %s: %s', async (_, operationId) => {
    const { announcement, call } = await serveHandled(
      documentOf({ '/a': { get: { operationId, responses: ok() } } }),
      {},
    );
    expect(announcement.gaps).toEqual([`${operationId} has no handler`]);
    expect((await call('/a')).status).toBe(501);
  });

  test('a parameter that its handler does not heed is announced, and refused where a request has it', async () => {
    const addRoom = () => done({});
    const { announcement, call } = await serveHandled(document, { listRooms: whole, addRoom });
    const gaps = [
      'listRooms does not heed query/floor',
      'listRooms does not heed query/sort',
      'addRoom does not heed query/floor',
    ];
    expect(announcement.gaps).toEqual(gaps);
    expect((await call('/rooms?from=1&count=1')).body).toEqual({ items: [2] });
    for (const query of ['sort=name', 'floor=0&sort=name', 'sort=']) {
      const heard = await call(`/rooms?from=1&count=1&${query}`);
      expect([heard.status, heard.headers.get('x-sandbox-refusal')], query).toEqual([501, 'not-implemented']);
    }
    expect((await call('/rooms?sort=1&sort=2')).status, 'what is invalid is told first').toBe(400);
  });

  test('the parameters of x-paging are heeded by the common code, whatever they are called', async () => {
    const renamed = JSON.parse(JSON.stringify(document).replaceAll('"from"', '"start"'));
    const handlers = {
      listRooms: heeding(['query/floor', 'query/sort'], (_: undefined, { parameter }) => {
        parameter('query/floor');
        parameter('query/sort');
        return whole();
      }),
      addRoom: heeding(['query/floor'], (_: undefined, { parameter }) => done({ floor: parameter('query/floor') })),
    };
    const { announcement, call } = await serveHandled(renamed, handlers);
    expect(announcement.gaps).toEqual([]);
    expect((await call('/rooms?start=1&count=1')).body).toEqual({ items: [2] });
    expect((await call('/rooms?floor=3', { method: 'POST' })).body).toEqual({ floor: 3 });
  });

  test.each([
    [
      'says that it heeds a parameter, and does not read it',
      heeding(['query/floor', 'query/sort'], whole),
      'query/floor is heeded, but was not read',
    ],
    [
      'answers a paged list whole',
      heeding(['query/floor', 'query/sort'], (_: undefined, { parameter }) =>
        done({ items: [parameter('query/floor'), parameter('query/sort')] }),
      ),
      'the list is not paged as x-paging says',
    ],
  ])('a handler that %s is a fault', async (_, listRooms, problem) => {
    const { call } = await serveHandled(document, { listRooms });
    const heard = await call('/rooms');
    expect([heard.status, heard.headers.get('x-sandbox-fault')]).toEqual([500, 'listRooms']);
    expect(heard.body).toMatchObject({ problem });
  });
});
