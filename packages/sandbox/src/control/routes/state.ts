import { jsonRoute, type Route, voidRoute } from '../route.ts';
import { record } from '../shape.ts';

export const routes: readonly Route[] = [
  jsonRoute({
    method: 'GET',
    path: '/state',
    operationId: 'inspect',
    summary: 'Copies the whole state as data with which another sandbox can start',
    input: record({}),
    answer: {
      type: 'object',
      description: 'By vendor, as `--data` reads it',
      additionalProperties: { type: 'object' },
    },
    handle: ({ sandbox }) => sandbox.inspect(),
  }),
  voidRoute({
    method: 'POST',
    path: '/reset',
    operationId: 'reset',
    summary: 'Makes the sandbox as it was when it started',
    input: record({}),
    saves: true,
    handle: ({ sandbox }) => sandbox.reset(),
  }),
];
