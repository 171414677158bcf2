import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { paging, type TicketbridgeError } from '@ticketbridge/brandlovers';
import { createBrandloversFetchClient } from '@ticketbridge/brandlovers/openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { type FormEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

// The server of this page has the credential and puts it in the place of this one.
const brandlovers = createBrandloversFetchClient({ token: 'held-by-the-server', baseUrl: `${location.origin}/api` });
const { useQuery, useMutation, queryOptions } = createQueryClient(brandlovers);

const openTickets = { params: { query: { status: 'OPEN', [paging.listTickets.limit]: 20 } } } as const;
const messagesOf = (ticketId: string) => ({
  params: { path: { ticketId }, query: { [paging.listTicketMessages.limit]: 50 } },
});

function App() {
  const [ticketId, choose] = useState<string>();
  const { data, error } = useQuery('get', '/tickets', openTickets);
  return (
    <>
      <nav aria-label="Open tickets">
        {error && <Trouble error={error} />}
        {data?.tickets?.map((ticket) => (
          <button type="button" key={ticket.ticketId} onClick={() => choose(ticket.ticketId)}>
            {ticket.subject ?? ticket.type ?? 'No subject'}
          </button>
        ))}
      </nav>
      {ticketId && <Ticket key={ticketId} ticketId={ticketId} />}
    </>
  );
}

function Ticket({ ticketId }: { readonly ticketId: string }) {
  const { data, error } = useQuery('get', '/ticket/{ticketId}/messages', messagesOf(ticketId));
  return (
    <main>
      {error && <Trouble error={error} />}
      <ol aria-label="Messages">
        {data?.messages?.map(({ id, body }, index) => (
          <li key={id ?? index}>{body}</li>
        ))}
      </ol>
      <Reply ticketId={ticketId} />
    </main>
  );
}

function Reply({ ticketId }: { readonly ticketId: string }) {
  const [body, setBody] = useState('');
  const [isSending, setSending] = useState(false);
  const queries = useQueryClient();
  const { mutate, error } = useMutation('post', '/ticket/{ticketId}/message', {
    onSuccess: async () => {
      setBody('');
      const { queryKey } = queryOptions('get', '/ticket/{ticketId}/messages', messagesOf(ticketId));
      await queries.invalidateQueries({ queryKey });
    },
    onSettled: () => setSending(false),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    // At once: a second submit, or a key, may come before the next rendering.
    flushSync(() => setSending(true));
    mutate({ params: { path: { ticketId } }, body: { visibility: 'CUSTOMER', body } });
  };
  return (
    <form onSubmit={send}>
      <label>
        Reply to the customer
        <textarea value={body} readOnly={isSending} onChange={({ target }) => setBody(target.value)} />
      </label>
      <button type="submit" disabled={isSending || body.trim() === ''}>
        Send
      </button>
      {error && <Trouble error={error} />}
    </form>
  );
}

/** The words for what is known of a call that failed. */
const ADVICE = {
  'not-sent': 'It was not sent. Try again.',
  refused: 'It was refused and did not reach the customer.',
  unknown: 'It may have reached the customer. Look at the messages before you send it again.',
  accepted: 'It was accepted. Do not send it again.',
};

function Trouble({ error }: { readonly error: Pick<TicketbridgeError, 'kind' | 'outcome'> }) {
  return (
    <p role="alert">
      {ADVICE[error.outcome]} ({error.kind})
    </p>
  );
}

// The client sends again where that does no harm, and nothing else may.
const queries = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });

createRoot(document.querySelector('#app') ?? document.body).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
);
