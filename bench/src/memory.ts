// memory.ts CLIENT URL: the bytes that 10 000 calls take of this process at most, and how many are left of them.
import { SENDERS } from './contenders.ts';

const [name, baseUrl = ''] = process.argv.slice(2);
const [, create] = SENDERS.find(([sender]) => sender === name) ?? [];
if (!create || !globalThis.gc) throw new Error('node --expose-gc memory.ts CLIENT URL');
const app = create(baseUrl, (input, init) => fetch(input, init));
const { gc } = globalThis;

async function call(times: number): Promise<void> {
  let left = times;
  const worker = async () => {
    while (left-- > 0) await (left % 2 ? app.addTicketMessage() : app.listTickets());
  };
  await Promise.all(Array.from({ length: 50 }, worker));
}

/** What is in use once all that is garbage is collected. */
async function used(): Promise<number> {
  // Finalizers run between two turns.
  await new Promise((resolve) => setImmediate(resolve));
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

await call(1_000);
const before = await used();
const rss = process.memoryUsage.rss();
let peak = rss;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 5);
await call(10_000);
clearInterval(watch);
console.log(JSON.stringify({ peak: peak - rss, kept: (await used()) - before }));
process.exit();
