import { join } from 'node:path';
import { expect, test } from 'vitest';
import { visible } from '../src/visible.ts';
import { invoice, openDesk, run, runPiped, scratch, ticket } from './desk.ts';

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Clears the screen, sets the title, the same by C1 controls, reorders the line, and forges one more. */
const HOSTILE = '\u001b[2J\u001b]0;Paid\u0007\u009b2J\u009d0;Paid\u009c\u202e\u2066\u200f\u{e0041}\r\n\u2028forged';

/** The clients refuse control characters in an id. */
const HOSTILE_ID = '1\u202e\u2066\u200f\u{e0041}\u2028forged';

/** A desk whose customers and vendors write what drives a terminal wherever a text of theirs is shown. */
async function openHostileDesk() {
  const messages = [{ createdAt: '2026-03-01T09:00:00Z', body: HOSTILE, visibility: 'CUSTOMER' as const }];
  const tickets = [{ ...ticket(HOSTILE_ID), subject: HOSTILE, messages }];
  return openDesk(tickets, [invoice(HOSTILE_ID, 'CUSTOMER')]);
}

const programs = async (): Promise<readonly [string, string[]][]> => [
  ['triage', []],
  ['export', []],
  ['auto-responder', ['--journal', join(await scratch(), 'replies.sqlite'), '--text', 'Hello']],
];

test('no program lets a text of a vendor drive the terminal', async () => {
  const { env, proxy } = await openHostileDesk();
  proxy.breakAnswers(({ method }) => method === 'POST');
  proxy.rewrite(
    ({ method }) => method === 'GET',
    (body) => body.replaceAll(/"(Klopt[^"]*|OPEN)"/g, () => JSON.stringify(HOSTILE)),
  );
  for (const [program, flags] of await programs()) {
    const { out, err } = await run(program, flags, env);
    expect(out, err).toContain(visible(HOSTILE_ID));
    if (program !== 'auto-responder') expect(out).toContain(String.raw`\u001b[2J\u001b]0;Paid\u0007`);
    const lines = `${out}${err}`.split('\n');
    expect(lines.filter((line) => UNSAFE.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('forged'))).toEqual([]);
  }
});

test('a thread can be decided about by the name that was printed', async () => {
  const { env, proxy } = await openHostileDesk();
  const flags = ['--journal', join(await scratch(), 'replies.sqlite')];
  proxy.breakAnswers(({ method }) => method === 'POST');
  const { out } = await run('auto-responder', [...flags, '--text', 'Hello'], env);
  const [, thread = ''] = /^unknown (brandlovers:.+) \S+$/m.exec(out) ?? [];
  expect(thread).toBe(`brandlovers:shop:${visible(HOSTILE_ID)}`);
  expect(await run('auto-responder', [...flags, '--was-sent', thread], env)).toMatchObject({
    out: expect.not.stringContaining(thread),
    err: '',
  });
});

test('a flag that is not known is told in one harmless line', async () => {
  const { code, err } = await run('triage', [`--${HOSTILE}`], {});
  expect([code, err]).toEqual([2, expect.stringMatching(/^triage: [^\n]+\n$/)]);
  expect(err.trimEnd()).not.toMatch(UNSAFE);
});

test('export | head -1 prints a line and ends without a word', async () => {
  // More than a pipe holds: the program cannot end before its reader does.
  const tickets = Array.from({ length: 300 }, (_, index) => ({ ...ticket(`${index}`), subject: 'x'.repeat(1_000) }));
  const { env } = await openDesk(tickets, [invoice('a', 'CUSTOMER')]);
  const { out, err } = await runPiped('read-one-line', 'export', [], env);
  expect(out).toMatch(/^\{"vendor":"brandlovers".+\}\n$/);
  expect(err).toBe('141\n');
});

test('no program complains when nobody reads what it prints', async () => {
  const { env } = await openDesk([ticket('1')], [invoice('a', 'CUSTOMER')]);
  for (const [program, flags] of [...(await programs()), ['demo', []] as const]) {
    expect(await runPiped('read-nothing', program, flags, env), program).toMatchObject({ out: '', err: '141\n' });
  }
});
