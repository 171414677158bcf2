import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { invoice, openSandbox, records, ticket, ticketbridge } from './desk.ts';

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const TICKETS = [ticket('1', 'OPEN', 2), ticket('2', 'CLOSED'), ticket(undefined)];
const INVOICES = [invoice('a', 'CUSTOMER', 'COMPANY'), { ...invoice('b', 'CUSTOMER'), archived: true }];

const contents = (text: string) =>
  records(text).map(({ ref, messages }) => [ref, Array.isArray(messages) ? messages.length : messages]);

test('export --all writes each thread once, with all its messages', async () => {
  const { env } = await openSandbox(TICKETS, INVOICES);
  const { code, out, err } = await ticketbridge(['export', '--all'], env);
  expect([code, err]).toEqual([0, '5 threads\n']);
  expect(contents(out)).toEqual([
    ['brandlovers:shop:1', 2],
    ['brandlovers:shop:2', 1],
    [null, null],
    ['clubcollect:club:a', 2],
    ['clubcollect:club:b', 1],
  ]);
});

test('export --out writes the same to a file that only its owner can read', async () => {
  const { env } = await openSandbox(TICKETS, INVOICES);
  const folder = await scratch();
  const path = join(folder, 'threads.ndjson');
  await writeFile(path, 'of another day');
  const { code, out } = await ticketbridge(['export', '--all', '--out', path], env);
  expect([code, out]).toEqual([0, '']);
  expect(contents(await readFile(path, 'utf8'))).toHaveLength(5);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['threads.ndjson']);
});

test('where it fails the file is as it was, and nothing is left beside it', async () => {
  const { env, sandbox } = await openSandbox(TICKETS, INVOICES);
  const folder = await scratch();
  const path = join(folder, 'threads.ndjson');
  await writeFile(path, 'of another day');
  sandbox.addFault({ kind: 'status', status: 404, operation: 'listInvoiceTickets' });
  const { code, err } = await ticketbridge(['export', '--out', path], env);
  expect([code, err]).toEqual([1, expect.stringContaining('listInvoiceTickets')]);
  expect(await readFile(path, 'utf8')).toBe('of another day');
  expect(await readdir(folder)).toEqual(['threads.ndjson']);
});

test('where an account is missing the file has another name, which is told', async () => {
  const { env } = await openSandbox(TICKETS, INVOICES);
  const path = join(await scratch(), 'threads.ndjson');
  const failing = { ...env, BRANDLOVERS_TOKENS: 'gone=wrong' };
  const { code, err } = await ticketbridge(['export', '--out', path], failing);
  expect(code).toBe(1);
  const [, name = ''] = /1 thread in (.+\.partial)\n/.exec(err) ?? [];
  expect(contents(await readFile(name, 'utf8'))).toEqual([['clubcollect:club:a', 2]]);
  await expect(stat(path)).rejects.toThrow('ENOENT');
});

test('a link, a device and a blank name are refused before anything is read', async () => {
  const { env, sandbox } = await openSandbox(TICKETS, INVOICES);
  const folder = await scratch();
  const link = join(folder, 'link');
  await symlink('elsewhere', link);
  for (const out of [link, '/dev/null', folder, ' ']) {
    expect(await ticketbridge(['export', '--out', out], env)).toMatchObject({ code: 2 });
  }
  expect(sandbox.journal.entries()).toEqual([]);
});

/** A name that fits, and not with what its part has more. */
const LONG = 'x'.repeat(250);

test.each([
  ['no/threads.ndjson', 'there is no such folder: make it first'],
  ['no/', 'there is no such folder: make it first'],
  ['taken/threads.ndjson', 'what should be its folder is a file'],
  [LONG.repeat(2), 'its name is too long, or that of its part beside it is: choose a shorter one'],
  [LONG, 'its name is too long, or that of its part beside it is: choose a shorter one'],
  ['cut-short', 'a part of an earlier export stands in the way: remove '],
])('a name that cannot be written is refused with a remedy before anything is read, case %#', async (name, why) => {
  const { env, sandbox } = await openSandbox(TICKETS, INVOICES);
  const folder = await scratch();
  for (const file of ['taken', `cut-short.${process.pid}.partial`]) await writeFile(join(folder, file), '');
  const out = `${folder}/${name}`;
  const { code, err } = await ticketbridge(['export', '--out', out], env);
  expect([code, err]).toEqual([2, expect.stringContaining(`ticketbridge: ${out} cannot be written: ${why}`)]);
  expect(sandbox.journal.entries()).toEqual([]);
  expect(await readdir(folder)).toEqual([`cut-short.${process.pid}.partial`, 'taken']);
});
