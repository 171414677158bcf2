import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../figures.ts';
import { load } from '../load.ts';
import { takeTurns } from '../rounds.ts';
import { CALLS, type Call, requestOf } from './calls.ts';
import { dataOf, LISTS, PAGE } from './lists.ts';
import { type Announced, type Running, startSandbox, stop } from './servers.ts';

const FEW = 10;
const MANY = 10_000;
/** How much longer a page takes with 10 000 threads than with 10, for each list, at its start and at its end. */
export async function threads(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const servers = new Map<number, Readonly<Record<Call['vendor'], Running & { readonly api: Announced }>>>();
  for (const count of [FEW, MANY]) {
    const file = join(folder, `${count}.json`);
    await writeFile(file, JSON.stringify(dataOf(count)));
    const flags = ['--data', file, '--clubcollect-page-size', String(PAGE)];
    servers.set(count, {
      brandlovers: await startSandbox('brandlovers', flags),
      clubcollect: await startSandbox('clubcollect', flags),
    });
  }
  const runs = Object.entries(LISTS).flatMap(([list, { vendor, path, deep }]) =>
    ['first', 'last'].flatMap((page) =>
      Array.from(servers, ([count, started]) => {
        const { port, basePath, api } = started[vendor];
        const call = { ...CALLS.GET, vendor, path: path + (page === 'last' ? deep(count) : '') };
        const request = requestOf('GET', call, basePath, api);
        return { name: `${list} ${page} ${count}`, run: (ms: number) => load(port, request, 200, 10, { ms }) };
      }),
    ),
  );
  const results = await takeTurns(runs, 5, 150);
  for (const started of servers.values()) await Promise.all(Object.values(started).map(stop));
  await rm(folder, { recursive: true });
  const rows = Object.keys(LISTS).map((list) => [
    list,
    ...['first', 'last'].flatMap((page) => {
      const [few, many] = [FEW, MANY].map(
        (count) => 1_000_000 / (results.get(`${list} ${page} ${count}`) ?? Number.NaN),
      );
      return [few, many, (many ?? Number.NaN) / (few ?? Number.NaN)].map(
        (value) => value?.toFixed(value < 10 ? 2 : 0) ?? '',
      );
    }),
  ]);
  const head = ['first', 'last'].flatMap((page) => [`${page} page of ${FEW}, µs`, `of ${MANY}`, 'x']);
  return table(`The sandbox: a page of ${PAGE} from lists of ${FEW} and of ${MANY} threads`, ['list', ...head], rows);
}
