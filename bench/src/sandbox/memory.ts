import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { table } from '../figures.ts';
import { load } from '../load.ts';
import { CALLS, requestOf } from './calls.ts';
import { startSandbox, stop } from './servers.ts';

const CONNECTIONS = 50;

const POINTS = [1_000, 50_000, 100_000, 150_000, 200_000];

/** What is in use after so many requests, once all that is garbage is collected. */
export async function memory(): Promise<string> {
  const rows: string[][] = [];
  for (const [method, call] of Object.entries(CALLS)) {
    const server = await startSandbox(
      call.vendor,
      ['--control'],
      ['--expose-gc', '--import', fileURLToPath(new URL('heap.ts', import.meta.url))],
    );
    const request = requestOf(method, call, server.basePath, server.api);
    const used: string[] = [];
    let sent = 0;
    for (const point of POINTS) {
      await load(server.port, request, call.status, CONNECTIONS, { requests: point - sent });
      sent = point;
      const reset = await fetch(`http://127.0.0.1:${server.port}/_sandbox/reset`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      if (!reset.ok) throw new Error(`It could not be reset: ${await reset.text()}`);
      server.process.send('heap');
      const [bytes]: number[] = await once(server.process, 'message');
      used.push(((bytes ?? Number.NaN) / 2 ** 20).toFixed(1));
    }
    await stop(server);
    rows.push([`${method}, ${call.title}`, ...used]);
  }
  const title = 'The sandbox: MiB in use after so many requests, its state reset before each figure';
  return table(title, ['requests', ...POINTS.map(String)], rows);
}
