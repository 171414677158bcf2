import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SandboxError, startSandbox } from '../src/index.ts';
import { asPartner, asSeller, control } from './calls.ts';
import { command, everythingShown } from './commands.ts';
import { newFile, startOnDisk, withDatabase } from './disk.ts';

const switches = {
  brandlovers: { messageAfterClose: 'reopens', statusLag: 1 },
  clubcollect: { messageAfterArchive: 'stands-apart', pageSize: 100_000 },
} as const;

/** What was thrown, `undefined` for nothing. */
async function thrownBy(act: () => unknown): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error;
  }
}

test('what cannot be saved does not happen, whatever it is', async () => {
  const { sandbox, file, fill, empty } = await startOnDisk(switches);
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 4 }), command, async (before, change) => {
      for (const earlier of before) await thrownBy(() => earlier(sandbox));
      await everythingShown(sandbox);
      const [state, shown] = [sandbox.inspect(), await everythingShown(sandbox)];
      fill();
      const error = await thrownBy(() => change(sandbox));
      empty();
      if (error !== undefined) {
        expect(error).toBeInstanceOf(SandboxError);
        expect(error).toMatchObject({ kind: 'cannot-save', field: 'file', cause: expect.any(Error) });
        expect(error).toMatchObject({ message: `Cannot save the state in ${file}: the disk is full` });
      }
      expect(sandbox.inspect()).toEqual(state);
      expect(await everythingShown(sandbox)).toEqual(shown);
      sandbox.reset();
    }),
    { numRuns: process.env.EXHAUSTIVE ? 200 : 4 },
  );
});

test('a reset that cannot be saved leaves everything as it was, and the next one resets', async () => {
  const { sandbox, file, fill, empty } = await startOnDisk();
  const atStart = sandbox.inspect();
  sandbox.brandlovers.ticketDisappears('7300401');
  sandbox.clubcollect.invoiceDisappears('hv-2026-0001');
  sandbox.clock.set('2026-03-01T09:00:00Z');
  sandbox.switches.set({ brandlovers: { offset: 'ignored' } });
  sandbox.addFault({ kind: 'reset', operation: 'createTicket' });
  sandbox.answerNext('setTicketStatus', 403);
  const shown = await everythingShown(sandbox);
  const all = () => [sandbox.inspect(), sandbox.switches.list(), sandbox.faults(), sandbox.clock.now()];
  const [before, entries] = [all(), sandbox.journal.entries()];
  fill();
  expect(() => sandbox.reset()).toThrow(expect.objectContaining({ kind: 'cannot-save' }));
  empty();
  expect(all()).toEqual(before);
  expect(sandbox.journal.entries()).toEqual(entries);
  expect(await everythingShown(sandbox)).toEqual(shown);
  expect((await asSeller(sandbox)('PUT', '/ticket/7300402/status', { ticketStatus: 'CLOSED' })).status).toBe(403);
  sandbox.clubcollect.clubGetsInvoice({ companyId: 'tennisclub-testveld', invoiceId: 'later' });
  const state = sandbox.inspect();
  await sandbox.close();
  await using again = await startSandbox({ file });
  expect(again.inspect()).toEqual(state);
  again.reset();
  expect(again.inspect()).toEqual(atStart);
});

test('over HTTP it is a marked answer of its own, which the documents name', async () => {
  const { sandbox, file, fill } = await startOnDisk({ control: true });
  const reason = `Cannot save the state in ${file}: the disk is full`;
  fill();
  const write = { ticketId: '7300401', text: 'Oi' };
  const heard = [
    await asPartner(sandbox)('POST', '/v2/invoices/hv-2026-0001/tickets', { message: 'x' }),
    await asSeller(sandbox)('POST', '/ticket/7300401/message', { visibility: 'INTERNAL', body: 'x' }),
    await control(sandbox, 'POST', '/brandlovers/customerWrites', write),
    await control(sandbox, 'POST', '/reset', {}),
  ];
  for (const { status, headers, body } of heard) {
    expect([status, headers.get('x-sandbox-refusal')]).toEqual([507, 'cannot-save']);
    expect(body).toMatchObject({ detail: reason });
  }
  const entries = sandbox.journal.entries().map(({ verdict, isApplied }) => ({ verdict, isApplied }));
  expect(entries).toEqual(Array.from({ length: 2 }, () => ({ verdict: 'refused', isApplied: false })));
  expect(sandbox.describe('clubcollect')).toMatchObject({
    paths: { '/v2/invoices/{invoiceId}/tickets': { post: { responses: { 507: {} } } } },
  });
  expect((await control(sandbox, 'GET', '/openapi.json')).body).toMatchObject({
    paths: {
      '/reset': { post: { responses: { 507: {} } } },
      '/brandlovers/customerWrites': { post: { responses: { 507: {} } } },
    },
  });
});

/** A database that may not grow beyond so many pages. */
function limitedTo(pages: number): typeof DatabaseSync {
  return class extends DatabaseSync {
    constructor(path: string) {
      super(path);
      this.exec(`PRAGMA max_page_count = ${pages}`);
    }
  };
}

test.each([1, 4])(
  'a disk that is full when the sandbox starts is called that, with room for %i pages',
  async (pages) => {
    const file = await newFile();
    const error = await thrownBy(() => withDatabase(limitedTo(pages), () => startSandbox({ file })));
    expect(error).toMatchObject({ kind: 'cannot-save', message: `Cannot save the state in ${file}: the disk is full` });
  },
);

test('SQLite itself says so of a change that is too large, and the file is gone on with', async () => {
  const file = await newFile();
  await (await startSandbox({ file })).close();
  const pages = (await readFile(file)).length / 4096;
  const sandbox = await withDatabase(limitedTo(pages + 4), () => startSandbox({ file }));
  const state = sandbox.inspect();
  const write = () => sandbox.brandlovers.customerWrites('7300401', 'x'.repeat(100_000));
  expect(write).toThrow(expect.objectContaining({ kind: 'cannot-save' }));
  expect(sandbox.inspect()).toEqual(state);
  await sandbox.close();
  await using again = await startSandbox({ file });
  expect(again.inspect()).toEqual(state);
});
