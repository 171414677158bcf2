import { jsonRoute, type Route } from '../route.ts';
import { record } from '../shape.ts';

export const routes: readonly Route[] = [
  jsonRoute({
    method: 'GET',
    path: '/accounts',
    operationId: 'listAccounts',
    summary: 'Says where each API is, who may call it and how, as the command does with `--json`',
    input: record({}),
    answer: { type: 'object', description: 'By vendor', additionalProperties: { type: 'object' } },
    handle: ({ announcements }) => announcements,
  }),
];
