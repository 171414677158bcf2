import { expect, test } from 'vitest';
import { openSeller, tickets } from './brandlovers/seller.ts';
import { invoicesOf, openCompany } from './clubcollect/company.ts';

const THROTTLED = { kind: 'status', status: 429 } as const;
/** Every fourth request is refused, whatever it asks for: a page takes up to three. */
const EVERY_FOURTH = { ...THROTTLED, script: Array.from({ length: 400 }, (_, call) => call % 4 === 3) };
/** How many times as many requests that may take: what a page took before the refusal is asked for again. */
const MOST = 2;

test('polls a seller to the end, and begins no list again, where every fourth request is refused', async () => {
  const options = { tickets: tickets(7), pageSize: 3 };
  const [calm, throttled] = [await openSeller(options), await openSeller(options)];
  throttled.sandbox.addFault(EVERY_FOURTH);
  for (const change of [() => {}, () => {}, ...changes]) {
    const requests: (readonly string[])[] = [];
    for (const seller of [calm, throttled]) {
      change(seller.sandbox);
      seller.wait(30 * 24 * 60);
      requests.push(await seller.poll());
    }
    const [without, having] = requests.map(({ length }) => length) as [number, number];
    expect(having).toBeLessThanOrEqual(MOST * without);
  }
  for (const seller of [calm, throttled]) await seller.settle();
  expect(await throttled.mirror.events()).toEqual(await calm.mirror.events());
  expect(await throttled.held()).toEqual(throttled.shown());
});

type Change = (sandbox: Awaited<ReturnType<typeof openSeller>>['sandbox']) => void;

const changes: readonly Change[] = [
  ({ brandlovers }) => brandlovers.customerWrites('t3', 'third'),
  ({ brandlovers }) => brandlovers.ticketDisappears('t5'),
];

test('polls a company to the end, and begins no list again, where every fourth request is refused', async () => {
  const options = { invoices: invoicesOf(9), switches: { pageSize: 4 } };
  await using calm = await openCompany(options);
  await using throttled = await openCompany(options);
  throttled.sandbox.addFault(EVERY_FOURTH);
  for (const write of [0, 0, 6]) {
    const requests: number[] = [];
    for (const company of [calm, throttled]) {
      for (let n = 0; n < write; n += 1) company.sandbox.clubcollect.customerWrites('i-0', `more ${n}`);
      company.wait(5);
      requests.push(await company.poll());
    }
    const [without, having] = requests as [number, number];
    expect(having).toBeLessThanOrEqual(MOST * without);
  }
  for (const company of [calm, throttled]) {
    company.sandbox.clubcollect.invoiceDisappears('i-4');
    await company.settle();
  }
  expect(await throttled.events()).toEqual(await calm.events());
  throttled.sandbox.clearFaults();
  expect(await throttled.held()).toEqual(await throttled.shown());
});
