import { styleText } from 'node:util';
import { expect, test } from 'vitest';
import { readRef, shownRef } from '../src/ref.ts';
import { visible } from '../src/visible.ts';
import { invoice, openSandbox, records, ticket, ticketbridge } from './desk.ts';

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Clears the screen, sets the title, the same by C1 controls, reorders the line, and forges one more. */
const HOSTILE = '\u001b[2J\u001b]0;Paid\u0007\u009b2J\u009d0;Paid\u009c\u202e\u2066\u200f\u{e0041}\r\n\u2028forged';

/** The clients refuse control characters in an id. */
const HOSTILE_ID = `1|\\u007c\\u202e\u202e\u2066\u200f\u{e0041}\u2028forged`;

const REF = { vendor: 'brandlovers', account: 'shop', id: HOSTILE_ID } as const;

/** Customers and vendors who write what drives a terminal wherever a text of theirs is shown. */
async function openHostile() {
  const messages = [{ createdAt: '2026-03-01T09:00:00Z', body: HOSTILE, visibility: 'CUSTOMER' as const }];
  const tickets = [{ ...ticket(HOSTILE_ID), subject: HOSTILE, messages }];
  return openSandbox(tickets, [invoice(HOSTILE_ID, 'CUSTOMER')]);
}

test.each([
  ['list'],
  ['list', '--json'],
  ['read', shownRef(REF)],
  ['read', shownRef(REF), '--json'],
  ['export'],
  ['note', shownRef(REF), HOSTILE],
  ['close', shownRef(REF)],
  ['read', `brandlovers:${HOSTILE}:1`],
  [HOSTILE],
  ['list', `--${HOSTILE}`],
  ['create', 'brandlovers', HOSTILE, '--order', HOSTILE, '--type', HOSTILE, '--from', HOSTILE, '--yes'],
])('%j lets no text drive the terminal, nor begin a line', async (...args) => {
  const { env } = await openHostile();
  const { out, err } = await ticketbridge(args, env);
  const lines = `${out}${err}`.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => UNSAFE.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('forged'))).toEqual([]);
});

test('the question that comes before a reply lets no text drive the terminal', async () => {
  const { env } = await openHostile();
  const { err } = await ticketbridge(['reply', shownRef(REF), HOSTILE], env, { answers: 'n\n' });
  const ours = styleText('bold', '-', { validateStream: false }).split('-');
  const lines = ours.reduce((rest, code) => rest.replaceAll(code, ''), err).split('\n');
  expect(lines.filter((line) => UNSAFE.test(line) || line.startsWith('forged'))).toEqual([]);
});

test('a thread is found by the name that was printed, and by the ref of a record', async () => {
  const { env } = await openHostile();
  const [record] = records((await ticketbridge(['list', '--json'], env)).out);
  const { out } = await ticketbridge(['list'], env);
  expect(out).toContain(` ${shownRef(REF)} `);
  for (const name of [shownRef(REF), `${record?.ref}`]) {
    expect(await ticketbridge(['read', name], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining(visible(HOSTILE).slice(0, 20)),
    });
  }
});

test.each(['1', 'a:b%3A', '\u202e', String.raw`\u202e`, String.raw`\u0041`, String.raw`a\b`, '👩‍👩‍👧', 'a\u0301'])(
  'a ref with the id %j is read back from what is shown of it',
  (id) => {
    const ref = { ...REF, id };
    expect(readRef(shownRef(ref))).toEqual(ref);
  },
);
