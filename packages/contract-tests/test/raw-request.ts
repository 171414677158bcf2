import { Agent, request } from 'node:http';
import type { Exchange } from '@ticketbridge/ledger';

/** A request as it is written to the socket. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Sends requests with nothing between them and the socket that could mend them. */
export interface RawSender {
  send(request: RawRequest): Promise<Exchange>;
  close(): void;
}

export function rawSender(): RawSender {
  const agent = new Agent({ keepAlive: true });
  const send = ({ method, url, headers, body }: RawRequest) =>
    new Promise<Exchange>((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headersDistinct } = response;
          const pairs = Object.entries(headersDistinct).map(
            ([name, values = []]) => [name, values.join(', ')] as const,
          );
          const answer = {
            status,
            headers: new Headers(pairs.map(([name, value]) => [name, value])),
            body: `${Buffer.concat(chunks)}`,
          };
          resolve({ method, url, headers: new Headers(headers), body, response: answer });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}
