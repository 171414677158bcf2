import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { COMMON } from '../src/command.ts';
import { COMMANDS } from '../src/commands/index.ts';
import { VARIABLES } from '../src/configuration/environment.ts';
import { openSandbox, ticketbridge } from './desk.ts';

const REPLY = ['reply', 'brandlovers:shop:1', 'Oi!', '--yes'];

/** A machine whose file holds the credentials of both vendors: what is sent by mistake is written there. */
async function openFiled() {
  const { env: all, sandbox } = await openSandbox();
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'config.json');
  const { BRANDLOVERS_URL, CLUBCOLLECT_URL } = all;
  const content = {
    brandlovers: { baseUrl: BRANDLOVERS_URL, sellers: { shop: 'token-of-shop' } },
    clubcollect: { baseUrl: CLUBCOLLECT_URL, apiKey: 'key-of-partner', companies: ['club'] },
  };
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
  return { all, file, env: { TICKETBRIDGE_CONFIG: file }, requests: () => sandbox.journal.entries() };
}

/** The environment's part of each vendor's settings. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  brandlovers: ['BRANDLOVERS_TOKENS', 'BRANDLOVERS_URL'],
  clubcollect: ['CLUBCOLLECT_API_KEY', 'CLUBCOLLECT_COMPANIES', 'CLUBCOLLECT_URL'],
};

const SUBSETS = Object.values(PARTS).flatMap((names) =>
  Array.from({ length: 2 ** names.length - 2 }, (_, bits) => ({
    given: names.filter((_name, index) => ((bits + 1) >> index) & 1),
  })),
);

test.each(SUBSETS)('$given alone are refused beside a file that has the rest, and nothing is asked', async (subset) => {
  const { all, env, requests } = await openFiled();
  const some = Object.fromEntries(subset.given.map((name) => [name, all[name] ?? '']));
  for (const args of [REPLY, ['list'], ['status']]) {
    const { code, out, err } = await ticketbridge(args, { ...env, ...some });
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^ticketbridge: [^\n]+\n$/)]);
    expect(subset.given.some((name) => err.includes(name))).toBe(true);
  }
  expect(requests()).toEqual([]);
});

test.each(['BRANDLOVERS', 'CLUBCOLLECT'])(
  '%s_URL alone is refused with its name and that of the file',
  async (name) => {
    const { all, file, env } = await openFiled();
    const url = { [`${name}_URL`]: all[`${name}_URL`] ?? '' };
    for (const given of [env, {}, { XDG_CONFIG_HOME: '/nowhere' }]) {
      const path = 'TICKETBRIDGE_CONFIG' in given ? file : 'ticketbridge/config.json';
      const { code, err } = await ticketbridge(REPLY, { ...given, ...url });
      expect([code, err]).toEqual([2, expect.stringContaining(`${name}_URL`)]);
      expect(err).toContain(path);
    }
  },
);

test('credentials of the environment do not go to production where the file names another place', async () => {
  const { all, file, env } = await openFiled();
  const { BRANDLOVERS_TOKENS = '', BRANDLOVERS_URL = '' } = all;
  const { code, err } = await ticketbridge(REPLY, { ...env, BRANDLOVERS_TOKENS });
  expect([code, err]).toEqual([2, expect.stringContaining('BRANDLOVERS_URL')]);
  expect(err).toContain(file);
  expect(await ticketbridge(REPLY, { ...env, BRANDLOVERS_TOKENS, BRANDLOVERS_URL })).toMatchObject({ code: 0 });
});

test.each(Object.keys(VARIABLES).flatMap((name) => ['', ' ', '\u200b'].map((value) => ({ name, value }))))(
  '$name is refused where it is set to "$value", as an unset variable of a script leaves it',
  async ({ name, value }) => {
    const { all, env, requests } = await openFiled();
    const { code, err } = await ticketbridge(REPLY, { ...all, ...env, [name]: value });
    expect([code, err]).toEqual([2, expect.stringContaining(`${name} is set, and blank`)]);
    expect(requests()).toEqual([]);
  },
);

/** Commands that open nothing, and so have no use for the common flags. */
const LOCAL = ['completion', 'sandbox'];

const VALUED = COMMANDS.filter(({ name }) => !LOCAL.includes(name)).flatMap(({ name, flags }) =>
  Object.entries({ ...flags, ...COMMON })
    .filter(([, { type }]) => type === 'string')
    .map(([flag, { multiple = false }]) => ({ name, flag: `--${flag}`, multiple })),
);

test.each(VALUED)('$name $flag: a blank value is refused, and one of two would be lost', async (row) => {
  const { env, requests } = await openFiled();
  for (const blank of ['', ' ']) {
    const { code, err } = await ticketbridge([row.name, `${row.flag}=${blank}`], env);
    expect([code, err]).toEqual([2, `ticketbridge: ${row.flag} is blank\n`]);
  }
  const twice = await ticketbridge([row.name, `${row.flag}=1`, `${row.flag}=2`], env);
  expect(twice.err.includes(`${row.flag} is given twice`)).toBe(!row.multiple);
  expect(requests()).toEqual([]);
});

/** Every flag that means something in one case alone, given where it would mean nothing. */
const MEANINGLESS: readonly (readonly [string, ...string[]])[] = [
  ['--wait', ...REPLY, '--wait', '0', '--no-inbox'],
  ['--wait', 'note', 'brandlovers:shop:1', 'Oi!', '--wait', '5', '--no-inbox'],
  ['--key', ...REPLY, '--key', 'k', '--no-inbox'],
  ['--inbox and --no-inbox', ...REPLY, '--inbox', 'i.sqlite', '--no-inbox'],
  ['needs an inbox', 'search', 'x', '--no-inbox'],
  ['needs an inbox', 'outbox', '--no-inbox'],
  ['needs an inbox', 'watch', '--no-inbox'],
  ['needs an inbox', 'retain', 'brandlovers:shop', '1', '--no-inbox'],
  ['needs an inbox', 'forget', 'brandlovers:shop:1', '--yes', '--no-inbox'],
];

test.each(MEANINGLESS)('says "%s" where a flag would mean nothing: %s %s', async (said, ...args) => {
  const { env, requests } = await openFiled();
  const { code, err } = await ticketbridge(args, { ...env, TICKETBRIDGE_INBOX: 'i.sqlite' });
  expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  expect(requests()).toEqual([]);
});
