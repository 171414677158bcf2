import { table } from '../figures.ts';
import { load } from '../load.ts';
import { median } from '../rounds.ts';
import { CALLS, requestOf } from './calls.ts';
import { type Announced, type Running, startPrism, startSandbox, stop } from './servers.ts';

const STARTS = 15;

/** Milliseconds from the start of each command's process to its first answer. */
export async function starts(): Promise<string> {
  const call = CALLS.GET;
  const times: Record<'sandbox' | 'prism', number[]> = { sandbox: [], prism: [] };
  const measure = async <Server extends Running>(start: () => Promise<Server>, request: (server: Server) => string) => {
    const startedAt = performance.now();
    const server = await start();
    await load(server.port, request(server), call.status, 1, { requests: 1 });
    const time = performance.now() - startedAt;
    await stop(server);
    return time;
  };
  let api: Announced | undefined;
  for (let index = 0; index < STARTS; index += 1) {
    times.sandbox.push(
      await measure(
        () => startSandbox(call.vendor),
        (server) => {
          api = server.api;
          return requestOf('GET', call, server.basePath, server.api);
        },
      ),
    );
    times.prism.push(
      await measure(
        () => startPrism(call.vendor, 'info'),
        ({ basePath }) => (api === undefined ? '' : requestOf('GET', call, basePath, api)),
      ),
    );
  }
  const rows = Object.entries(times).map(([name, all]) => [name, median(all).toFixed(0), Math.min(...all).toFixed(0)]);
  return table('The sandbox: from the start of its process to the first answer', ['server', 'ms', 'at best'], rows);
}
