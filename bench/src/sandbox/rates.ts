import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { table } from '../figures.ts';
import { load } from '../load.ts';
import { takeTurns } from '../rounds.ts';
import { CALLS, requestOf } from './calls.ts';
import { type Running, startPrism, startSandbox, stop } from './servers.ts';

const ROUNDS = 7;
const ROUND_MS = 600;
const CONNECTIONS = 50;

/** Requests a second, with request and answer checked by each but the first. */
export async function rates(method: 'GET' | 'POST'): Promise<string> {
  const call = CALLS[method];
  const own = await startSandbox(call.vendor);
  const bare = fork(fileURLToPath(new URL('../server.ts', import.meta.url)));
  const [address]: { readonly port: number }[] = await once(bare, 'message');
  const servers: Readonly<Record<string, Running>> = {
    'node:http alone, nothing checked': { process: bare, port: address?.port ?? 0, basePath: '' },
    sandbox: own,
    'Prism, its log off': await startPrism(call.vendor, 'silent'),
    'Prism as its command runs': await startPrism(call.vendor, 'info'),
  };
  const results = await takeTurns(
    Object.entries(servers).map(([name, { port, basePath }]) => {
      const request = requestOf(method, call, basePath, own.api);
      return { name, run: (ms) => load(port, request, call.status, CONNECTIONS, { ms }) };
    }),
    ROUNDS,
    ROUND_MS,
  );
  await Promise.all(Object.values(servers).map(stop));
  const silent = results.get('Prism, its log off') ?? Number.NaN;
  return table(
    `The sandbox: ${method} requests a second, ${call.title}, ${CONNECTIONS} connections`,
    ['server', 'requests/s', 'x Prism, its log off'],
    Array.from(results, ([name, rate]) => [name, rate.toFixed(0), (rate / silent).toFixed(2)]),
  );
}
