// polling.ts PLACE POINTS: polls both vendors again and again, and writes the bytes that are in use after so many polls.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDriven } from './driven.ts';
import { customerWrites, type Place, refOf, sourcesOf, VENDORS } from './vendors.ts';

const [json = '{}', points = ''] = process.argv.slice(2);
const place: Place = JSON.parse(json);
const { gc } = globalThis;
if (!gc) throw new Error('node --expose-gc polling.ts PLACE POINTS');

/** What is in use once all that is garbage is collected. */
async function used(collect: () => void): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    // Finalizers run between two turns.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const driven = await openDriven(join(folder, 'inbox.sqlite'), sourcesOf(place));
for (const vendor of VENDORS) await driven.poll(vendor);

const following = new AbortController();
let told = 0;
const consumer = (async () => {
  for await (const event of driven.inbox.events('bench', { signal: following.signal, from: 'now' })) {
    told += 1;
    await event.ack();
  }
})();

const figures: number[] = [];
let polls = 0;
let written = 0;
for (const point of points.split(',').map(Number)) {
  for (; polls < point; polls += 1) {
    for (const vendor of VENDORS) {
      if (polls % 10 === 0) {
        await customerWrites(place, refOf(vendor, polls % 1_000), `Pergunta ${polls}`);
        written += 1;
      }
      await driven.poll(vendor);
    }
  }
  figures.push(await used(gc));
}
following.abort();
await consumer;
if (told < written - VENDORS.length) throw new Error(`Of ${written} messages, ${told} were told`);
await driven[Symbol.asyncDispose]();
await rm(folder, { recursive: true });
console.log(JSON.stringify(figures));
