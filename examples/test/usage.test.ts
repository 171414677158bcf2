import { expect, test } from 'vitest';
import { run } from './desk.ts';

test.each([
  [['--text', 'Hello'], '--inbox FILE is missing'],
  [['--inbox', 'inbox.sqlite', '--text', ' '], '--text TEXT is missing'],
  [['--inbox', 'inbox.sqlite', '--text', 'Hello'], 'the environment variable BRANDLOVERS_URL is not set'],
])('auto-responder %j is refused in one line', async (flags, why) => {
  const { code, err } = await run('auto-responder', flags, {});
  expect([code, err]).toEqual([2, expect.stringMatching(`^auto-responder: ${why}[^\n]*\n$`)]);
});
