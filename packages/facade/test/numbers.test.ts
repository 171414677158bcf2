import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageIn } from './asked.ts';
import { clubThat, readAll, shopThat } from './vendors.ts';

const SECRET = 'a-secret-key';
const ticket = { invoice_id: 'i', ticket_id: 't', message: 'm', sender: 'CUSTOMER', date: '2026-01-01' };
const NUMBERS = { page_number: 1, page_size: 30, total_entries: 1, total_pages: 1 };

/** A page of one ticket with the given numbers, as a vendor writes it: NaN is no JSON, so it is text there. */
const pageWith = (numbers: object) => ({ body: { tickets: [ticket], page: { ...NUMBERS, ...numbers } } });

async function readClub(page: { readonly body: unknown }, verb: 'threads' | 'drain' | 'listedMessages' = 'threads') {
  const { bridge, requests } = await clubThat(() => page);
  const options = { turn: 'ours' } as const;
  const list: AsyncIterable<unknown> =
    verb === 'listedMessages' ? bridge.clubcollect.listedMessages(options) : bridge[verb](options);
  return { ...(await readAll(list)), requests };
}

describe("a page's number that is none", () => {
  const WRONG: readonly unknown[] = [-1, 0.5, 2 ** 53, 1e300, '3', SECRET, null, true, [], {}, [1], { toString: 1 }];
  const FIELDS = ['page_number', 'total_pages', 'total_entries'] as const;

  test.each(FIELDS.flatMap((field) => WRONG.map((value): [string, unknown] => [field, value])))(
    'is a `paging` error that names the field and shows nothing but a number: %s %j',
    async (field, value) => {
      for (const verb of ['threads', 'drain', 'listedMessages'] as const) {
        const { error, requests } = await readClub(pageWith({ [field]: value }), verb);
        expect(error).toMatchObject({ kind: 'paging', vendor: 'clubcollect', operation: 'listCompanyTickets' });
        expect(String(error)).toContain(`"${field}"`);
        expect(String(error)).not.toContain(SECRET);
        expect(requests).toHaveLength(1);
      }
    },
  );

  test.each(['total_pages', 'total_entries'])('0 with tickets on the page contradicts itself: %s', async (field) => {
    const { items, error } = await readClub(pageWith({ [field]: 0 }));
    expect(items).toEqual([]);
    expect(error).toMatchObject({ kind: 'paging', message: expect.stringContaining(`"${field}" is 0`) });
  });

  test('is missing with all the others', async () => {
    for (const page of [undefined, null, 7, 'x', []]) {
      const { error } = await readClub({ body: { tickets: [], page } });
      expect(error).toMatchObject({ kind: 'paging', message: expect.stringContaining('"page_number"') });
    }
  });

  test('is never another error, whatever stands there', async () => {
    const any = fc.jsonValue();
    await fc.assert(
      fc.asyncProperty(
        fc.record({ tickets: any, page: any }),
        fc.constantFrom(...FIELDS),
        any,
        async (body, field, value) => {
          for (const answer of [{ body }, pageWith({ [field]: value })]) {
            const { error } = await readClub(answer);
            if (error !== undefined) expect(['paging', 'protocol']).toContain(Object(error).kind);
          }
        },
      ),
      { numRuns: process.env.EXHAUSTIVE ? 200 : 10 },
    );
  });
});

test.each([1e9, 5e9, 3e7, 2 ** 53 - 1])(
  'a total of %d pages makes as many cursors as lookAhead asks for',
  async (pages) => {
    const before = process.memoryUsage().heapUsed;
    const { bridge, requests } = await clubThat((url) => {
      const number = pageIn(url);
      const tickets = [{ ...ticket, ticket_id: `${number}` }];
      return { body: { tickets, page: { ...NUMBERS, page_number: number, total_pages: pages, total_entries: pages } } };
    });
    for (const lookAhead of [0, 3, 100]) {
      requests.length = 0;
      for await (const _ of bridge.threads({ lookAhead, maxPages: 2 }).pages()) {
        expect(requests.length).toBeLessThanOrEqual(2);
      }
      requests.length = 0;
      for await (const _ of bridge.threads({ lookAhead }).pages()) break;
      expect(requests.length).toBeLessThanOrEqual(1 + lookAhead);
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
  },
);

test('a body of any depth is read, compared and drained', async () => {
  const depth = 100_000;
  const text = `{"tickets":[{"status":"OPEN","metadata":${'['.repeat(depth)}${']'.repeat(depth)}}],"metadata":[]}`;
  for (const verb of ['threads', 'drain'] as const) {
    const { bridge } = await shopThat((offset) => (offset === 0 ? { text } : { body: { tickets: [], metadata: [] } }));
    const { items, error } = await readAll(bridge[verb]({ active: true }));
    expect(error).toBeUndefined();
    expect(items.length).toBeGreaterThan(0);
  }
});
