import type { RequestListener } from 'node:http';
import { QueryClient } from '@tanstack/react-query';
import { createBrandloversFetchClient, type paths } from '@ticketbridge/brandlovers/openapi-fetch';
import { createClubcollectFetchClient } from '@ticketbridge/clubcollect/openapi-fetch';
import createOpenapiFetch from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { describe, expect, test } from 'vitest';
import { renderHook } from './react.ts';
import { answering, serve } from './server.ts';

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0 }, mutations: { gcTime: 0 } } });
const CLOSE = { params: { path: { ticketId: 't-1' } }, body: { ticketStatus: 'CLOSED' } } as const;

async function sellerAt(answer: RequestListener) {
  const { origin, arrivals } = await serve(answer);
  const client = createBrandloversFetchClient({ token: 'a-token', baseUrl: origin, maxAttempts: 1 });
  return { arrivals, hooks: createQueryClient(client) };
}

describe('a write of a component', () => {
  test('that is refused with an empty body ends in isError', async () => {
    const { arrivals, hooks } = await sellerAt(answering(403));
    const hook = await renderHook(() => hooks.useMutation('put', '/ticket/{ticketId}/status', {}, queries));
    hook.current().mutate(CLOSE);
    const { isSuccess, error } = await hook.until(({ isError }) => isError);
    expect(isSuccess).toBe(false);
    expect(error).toMatchObject({ name: 'TicketbridgeError', kind: 'throttled', status: 403, outcome: 'refused' });
    expect(arrivals).toHaveLength(1);
  });

  test('would end in isSuccess with openapi-fetch alone', async () => {
    const { origin } = await serve(answering(403));
    const hooks = createQueryClient(createOpenapiFetch<paths>({ baseUrl: origin }));
    const hook = await renderHook(() => hooks.useMutation('put', '/ticket/{ticketId}/status', {}, queries));
    hook.current().mutate(CLOSE);
    expect((await hook.until(({ isPending, isIdle }) => !isPending && !isIdle)).isSuccess).toBe(true);
  });

  test('that is accepted without a body ends in isSuccess, and has its status', async () => {
    const { hooks } = await sellerAt(answering(200, '', { 'content-length': '0' }));
    const hook = await renderHook(() => hooks.useMutation('put', '/ticket/{ticketId}/status', {}, queries));
    hook.current().mutate(CLOSE);
    expect((await hook.until(({ isSuccess }) => isSuccess)).data).toEqual({ status: 200 });
  });

  test('that would go elsewhere ends in isError, and is not sent', async () => {
    const { arrivals, hooks } = await sellerAt(answering(200));
    const hook = await renderHook(() => hooks.useMutation('put', '/ticket/{ticketId}/status', {}, queries));
    // An option of openapi-fetch's that its own types have.
    hook.current().mutate({ ...CLOSE, baseUrl: 'https://evil.example' });
    const { error } = await hook.until(({ isError }) => isError);
    expect(error).toMatchObject({ kind: 'invalid-input', field: 'baseUrl', outcome: 'not-sent' });
    expect(arrivals).toEqual([]);
  });
});

describe('a read of a component', () => {
  test('is sent with the signal of its query, and has the documented body', async () => {
    const { arrivals, hooks } = await sellerAt(answering(200, '{"tickets":[{"subject":"Entrega"}]}'));
    const init = { params: { query: { status: 'OPEN' } } } as const;
    const hook = await renderHook(() => hooks.useQuery('get', '/tickets', init, {}, queries));
    expect((await hook.until(({ isSuccess }) => isSuccess)).data).toEqual({ tickets: [{ subject: 'Entrega' }] });
    expect(arrivals.map(({ url }) => url)).toEqual(['/tickets?status=OPEN']);
  });

  test('that is refused has the documented body as its error', async () => {
    const { origin } = await serve(answering(404, '{"error":"invalid_invoice_id"}'));
    const hooks = createQueryClient(createClubcollectFetchClient({ apiKey: 'a-key', baseUrl: origin }));
    const init = { params: { path: { invoiceId: 'none' } } };
    const hook = await renderHook(() => hooks.useQuery('get', '/v2/invoices/{invoiceId}/tickets', init, {}, queries));
    expect((await hook.until(({ isError }) => isError)).error).toEqual({ error: 'invalid_invoice_id' });
  });
});
