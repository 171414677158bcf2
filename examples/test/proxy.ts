import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request on its way: it arrived, the sandbox performed it, the program has its answer. */
export type Phase = 'arrived' | 'performed' | 'answered';

/** A request that passes through. */
export interface Passing {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
}

export interface SandboxProxy {
  readonly origin: string;
  /** What passed, in order. */
  readonly passed: readonly Passing[];
  /** Holds the `nth` request from now that matches, for good, when it gets to `phase`; resolves when it is there. */
  hold(nth: number, phase: Phase, matches?: (request: Passing) => boolean): Promise<void>;
  /** Resets the connection of requests that match, in place of answering, once the sandbox has performed them. */
  breakAnswers(matches: (request: Passing) => boolean): void;
  /** Replaces in the answers to requests that match. */
  rewrite(matches: (request: Passing) => boolean, replace: (body: string) => string): void;
}

/** What each connection has of its own. */
const OWN_HEADERS: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/** A server in front of a sandbox, to stop a program's calls at known places; it closes with the test. */
export async function startProxy(target: string): Promise<SandboxProxy> {
  const passed: Passing[] = [];
  let gate: (request: Passing, phase: Phase) => boolean = () => false;
  let isBroken: (request: Passing) => boolean = () => false;
  let rewritten: (request: Passing, body: string) => string = (_, body) => body;

  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    const passing = { method, url };
    passed.push(passing);
    const body = await text(request);
    if (gate(passing, 'arrived')) return;
    const answer = await fetch(new URL(url, target), {
      method,
      headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' && !OWN_HEADERS.has(name) ? [[name, value]] : [],
      ),
      ...(body !== '' && { body }),
    });
    const answerBody = rewritten(passing, await answer.text());
    if (gate(passing, 'performed')) return;
    if (isBroken(passing)) {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(answerBody);
    await once(response, 'close');
    gate(passing, 'answered');
  };
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    passed,
    hold: (nth, phase, matches = () => true) =>
      new Promise((resolve) => {
        const held = new Set<Passing>();
        let left = nth;
        gate = (request, reached) => {
          if (reached === 'arrived' && matches(request)) {
            left -= 1;
            if (left === 0) held.add(request);
          }
          const holds = reached === phase && held.has(request);
          if (holds) resolve();
          return holds;
        };
      }),
    breakAnswers: (matches) => {
      isBroken = matches;
    },
    rewrite: (matches, replace) => {
      rewritten = (request, body) => (matches(request) ? replace(body) : body);
    },
  };
}
