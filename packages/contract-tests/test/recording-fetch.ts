import type { Fetch } from '@ticketbridge/http';
import type { Exchange } from '@ticketbridge/ledger';

/** The platform's `fetch`, with every exchange kept. */
export function recordingFetch(): { readonly fetch: Fetch; readonly exchanges: readonly Exchange[] } {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    async fetch(url, init) {
      const response = await fetch(url, init);
      exchanges.push({
        method: init.method ?? 'GET',
        url,
        headers: new Headers(init.headers),
        body: typeof init.body === 'string' ? init.body : undefined,
        response: { status: response.status, headers: response.headers, body: await response.clone().text() },
      });
      return response;
    },
  };
}
