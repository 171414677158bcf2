import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { table } from '../figures.ts';
import { load } from '../load.ts';
import { median, takeTurns } from '../rounds.ts';
import { CALLS, requestOf } from './calls.ts';
import { cpuSeconds, type Running, startPrism, startSandbox, stop } from './servers.ts';

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
  const micros = new Map(Object.keys(servers).map((name) => [name, [] as number[]]));
  const results = await takeTurns(
    Object.entries(servers).map(([name, server]) => {
      const request = requestOf(method, call, server.basePath, own.api);
      const run = async (ms: number) => {
        const [before, startedAt] = [cpuSeconds(server), performance.now()];
        const rate = await load(server.port, request, call.status, CONNECTIONS, { ms });
        const seconds = (performance.now() - startedAt) / 1_000;
        micros.get(name)?.push(((cpuSeconds(server) - before) * 1_000_000) / (rate * seconds));
        return rate;
      };
      return { name, run };
    }),
    ROUNDS,
    ROUND_MS,
  );
  await Promise.all(Object.values(servers).map(stop));
  const silent = results.get('Prism, its log off') ?? Number.NaN;
  return table(
    `The sandbox: ${method} requests a second, ${call.title}, ${CONNECTIONS} connections`,
    ['server', 'requests/s', 'x Prism, its log off', 'µs of its processor each'],
    Array.from(results, ([name, rate]) => [
      name,
      rate.toFixed(0),
      (rate / silent).toFixed(2),
      median(micros.get(name) ?? []).toFixed(0),
    ]),
  );
}
