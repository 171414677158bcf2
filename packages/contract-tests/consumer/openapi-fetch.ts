// What an application that knows openapi-fetch may and may not write, compiled like `facade.ts`.
import {
  type AnsweredPaths,
  type BrandloversFetchClient,
  createBrandloversFetchClient,
  type Observer,
  type paths,
} from '@ticketbridge/brandlovers/openapi-fetch';
import { type ClubcollectFetchClient, createClubcollectFetchClient } from '@ticketbridge/clubcollect/openapi-fetch';
import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import { type Client, wrapAsPathBasedClient } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';

const options = { token: async () => 't', timeout: 1_000, maxPerSecond: 5 };
const brandlovers: BrandloversFetchClient = createBrandloversFetchClient(options);
const clubcollect: ClubcollectFetchClient = createClubcollectFetchClient({ apiKey: 'k' });

/** Where a library takes openapi-fetch's client, it takes this one. */
export const plain: Client<AnsweredPaths<paths>> = brandlovers;
const query = createQueryClient(brandlovers);
const invoices = createQueryClient(clubcollect);
const byPath = wrapAsPathBasedClient(brandlovers);

declare const signal: AbortSignal;
const ticket = { orderId: '1', type: 't', from: 'f', body: 'b' };

export async function mustPass(status: 'OPEN' | undefined): Promise<unknown> {
  const { data, error, response } = await brandlovers.GET('/tickets', {
    params: { query: { status } },
    signal,
    headers: { 'x-trace': '1' },
    deadline: 5_000,
  });
  const answered: number = response.status;
  if (error) return [error.kind, error.outcome, answered];
  data.tickets?.map(({ subject }) => subject);
  await brandlovers.GET('/tickets');
  await brandlovers.GET('/tickets', undefined);
  await brandlovers.GET('/tickets', {});

  const created = await brandlovers.POST('/ticket', { body: ticket, maxAttempts: 1 });
  if (created.error) throw created.error satisfies TicketbridgeError;
  const accepted: number = created.data.status;

  const listed = await clubcollect.GET('/v2/invoices/{invoiceId}/tickets', { params: { path: { invoiceId: '1' } } });
  if (listed.error) {
    const code: string = isTicketbridgeError(listed.error) ? listed.error.kind : listed.error.error;
    return code;
  }
  listed.data.tickets.map(({ message }) => message);

  const requested = await brandlovers.request('get', '/ticket/{ticketId}/messages', {
    params: { path: { ticketId: '1' } },
  });
  if (requested.data) void requested.data.messages;
  const forwarded = await byPath['/ticket'].POST({ body: ticket });
  if (forwarded.data) void forwarded.data.status;
  // openapi-fetch's own types let it pass; the call is refused.
  await byPath['/tickets'].GET({ baseUrl: 'https://evil.example' });

  const observer: Observer = {
    onRequest({ request }) {
      console.log(request.url);
    },
    async onResponse({ response }) {
      await Promise.resolve();
      console.log(response.status);
    },
  };
  brandlovers.use(observer, { onError: ({ error }) => console.log(error) });
  brandlovers.eject(observer);
  return accepted;
}

export function useLibraries(): unknown {
  const { data, error } = query.useQuery('get', '/tickets', { params: { query: { status: 'OPEN' } } });
  const close = query.useMutation('put', '/ticket/{ticketId}/status');
  close.mutate({ params: { path: { ticketId: '1' } }, body: { ticketStatus: 'CLOSED' } });
  const outcome: string | undefined = close.error?.outcome;
  const status: number | undefined = close.data?.status;
  const init = { params: { path: { invoiceId: '1' } } };
  const { error: refusal, data: invoice } = invoices.useQuery('get', '/v2/invoices/{invoiceId}/tickets', init);
  const why: string | null = refusal && ('outcome' in refusal ? refusal.kind : refusal.error);
  const senders: string[] | undefined = invoice?.tickets.map(({ sender }) => sender);
  return [data?.tickets, error?.kind, outcome, status, why, senders];
}

export async function mustFail(): Promise<void> {
  // @ts-expect-error another server
  await brandlovers.GET('/tickets', { baseUrl: 'https://evil.example' });
  // @ts-expect-error another fetch
  await brandlovers.GET('/tickets', { fetch });
  // @ts-expect-error another Request
  await brandlovers.GET('/tickets', { Request });
  // @ts-expect-error another serializer
  await brandlovers.GET('/tickets', { querySerializer: () => '' });
  // @ts-expect-error another serializer
  await brandlovers.POST('/ticket', { body: ticket, bodySerializer: JSON.stringify });
  // @ts-expect-error a body is JSON
  await brandlovers.GET('/tickets', { parseAs: 'text' });
  // @ts-expect-error a redirect is not followed
  await brandlovers.GET('/tickets', { redirect: 'follow' });
  // @ts-expect-error the browser's credentials are not the vendor's
  await brandlovers.GET('/tickets', { credentials: 'include' });
  // @ts-expect-error a middleware is the client's
  await brandlovers.GET('/tickets', { middleware: [] });
  // @ts-expect-error an unknown option
  await brandlovers.GET('/tickets', { nonsense: 1 });
  const later = { params: { query: { status: 'OPEN', stats: 1 } } } as const;
  // @ts-expect-error an unknown parameter, also in a variable
  await brandlovers.GET('/tickets', later);
  // @ts-expect-error an unknown field, also below others
  await brandlovers.POST('/ticket', { body: { ...ticket, customer: { nam: 'n' } } });
  const params = { path: { ticketId: '1' } };
  // @ts-expect-error a value that only the vendor sets
  await brandlovers.PUT('/ticket/{ticketId}/status', { params, body: { ticketStatus: 'OPEN' } });
  // @ts-expect-error a parameter of the wrong type
  await brandlovers.GET('/tickets', { params: { query: { status: 1 } } });
  // @ts-expect-error no id
  await brandlovers.GET('/ticket/{ticketId}/messages');
  // @ts-expect-error no body
  await brandlovers.POST('/ticket', {});
  // @ts-expect-error an unknown path
  await brandlovers.GET('/ticket/1/messages', {});
  // @ts-expect-error another method
  await brandlovers.DELETE('/tickets');
  // @ts-expect-error another method
  await brandlovers.request('post', '/tickets');
  // @ts-expect-error a success without a documented body has its status
  void (await brandlovers.POST('/ticket', { body: ticket })).data?.ticketId;
  // @ts-expect-error a refusal without a documented body is an error, not a body
  void (await brandlovers.GET('/tickets')).error?.message.error;
  // @ts-expect-error a middleware does not answer
  brandlovers.use({ onRequest: () => new Response() });
  // @ts-expect-error a middleware does not change the request
  brandlovers.use({ onRequest: async ({ request }) => request });
  // @ts-expect-error a middleware does not change the answer
  brandlovers.use({ onResponse: ({ response }) => response });
  // @ts-expect-error a middleware does not make a success of an error
  brandlovers.use({ onError: () => new Response() });
  // @ts-expect-error no credential
  createBrandloversFetchClient({});
  // @ts-expect-error an option of openapi-fetch's alone
  createClubcollectFetchClient({ apiKey: 'k', querySerializer: () => '' });
}
