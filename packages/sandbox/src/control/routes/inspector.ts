import { page, policy } from '../../generated/inspector.ts';
import { type Route, replyRoute } from '../route.ts';
import { record } from '../shape.ts';

export const routes: readonly Route[] = [
  replyRoute({
    method: 'GET',
    path: '/',
    operationId: 'showInspector',
    summary: 'Shows the threads, the journal, the faults and the switches as a page',
    input: record({}),
    content: { mediaType: 'text/html', schema: { type: 'string' } },
    handle: () => ({
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
      body: page,
    }),
  }),
];
