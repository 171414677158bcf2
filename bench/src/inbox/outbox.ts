import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTicketbridge, type Vendor } from '@ticketbridge/facade';
import { table } from '../figures.ts';
import { openDriven } from './driven.ts';
import { refOf, requestsTo, sourcesOf, startVendors, TITLES, VENDORS } from './vendors.ts';

const REPLIES = 500;
/** Replies under way at once, as many as the inbox has. */
const AT_ONCE = 4;

/** Replies a second: put on the disk, and sent; beside the facade alone, which forgets what it has sent. */
export async function outbox(): Promise<string> {
  await using place = await startVendors(REPLIES);
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const driven = await openDriven(join(folder, 'inbox.sqlite'), sourcesOf(place));
  const bridge = createTicketbridge(sourcesOf(place));
  const rows: string[][] = [];
  for (const vendor of VENDORS) {
    const measure = async (work: () => Promise<unknown>) => {
      const before = await requestsTo(place);
      const startedAt = performance.now();
      await work();
      const rate = REPLIES / ((performance.now() - startedAt) / 1_000);
      return { rate, requests: ((await requestsTo(place)) - before) / REPLIES };
    };
    const alone = await measure(() => each((index) => bridge.reply(refOf(vendor, index), textOf(vendor, index))));
    const queued = await measure(() =>
      each((index) => driven.inbox.outbox.reply(refOf(vendor, index), `${textOf(vendor, index)} Até logo.`)),
    );
    const sent = await measure(() => driven.send());
    const open = await driven.inbox.outbox.open();
    if (open.length > 0) throw new Error(`${open.length} replies were not sent`);
    rows.push(
      [`${TITLES[vendor]}, bridge.reply alone`, '', alone.rate.toFixed(0), '1.00', alone.requests.toFixed(1)],
      [
        `${TITLES[vendor]}, inbox in a file`,
        queued.rate.toFixed(0),
        sent.rate.toFixed(0),
        (sent.rate / alone.rate).toFixed(2),
        sent.requests.toFixed(1),
      ],
    );
  }
  await driven[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
  return table(
    `The inbox: ${REPLIES} replies to as many threads, ${AT_ONCE} at once`,
    ['by', 'queued/s', 'sent/s', 'x bridge.reply alone', 'requests each'],
    rows,
  );
}

const textOf = (vendor: Vendor, index: number): string => `Resposta ${index} de ${vendor}: está a caminho.`;

async function each(work: (index: number) => Promise<unknown>): Promise<void> {
  const indexes = Array.from({ length: REPLIES }, (_, index) => index).values();
  const worker = async () => {
    for (const index of indexes) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
