import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Env, openSandbox, ticketbridge } from './desk.ts';

const SECRET = 'hunter2';

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Writes a configuration file, of mode 600 unless told otherwise. */
async function configured(content: unknown, mode = 0o600): Promise<string> {
  const path = join(await scratch(), 'config.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  await chmod(path, mode);
  return path;
}

async function openWithFile() {
  const { env, sandbox } = await openSandbox();
  const file = {
    brandlovers: { baseUrl: env.BRANDLOVERS_URL, sellers: { filed: 'token-of-shop' } },
    clubcollect: { baseUrl: env.CLUBCOLLECT_URL, apiKey: 'key-of-partner', companies: ['club'] },
  };
  return { env, sandbox, file };
}

test('the accounts of a file are found by --config, by TICKETBRIDGE_CONFIG, and at the default places', async () => {
  const { file } = await openWithFile();
  const path = await configured(file);
  const home = await scratch();
  const ways: readonly (readonly [Env, readonly string[]])[] = [
    [{}, ['--config', path]],
    [{ TICKETBRIDGE_CONFIG: path }, []],
    [{ XDG_CONFIG_HOME: join(home, '.config') }, []],
    [{ HOME: home }, []],
  ];
  await mkdir(join(home, '.config', 'ticketbridge'), { recursive: true });
  await symlink(path, join(home, '.config', 'ticketbridge', 'config.json'));
  for (const [env, flags] of ways) {
    expect(await ticketbridge(['status', ...flags], env)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/brandlovers:filed .*yes.*clubcollect:club .*yes/s),
    });
  }
});

test('what the environment says of a vendor replaces what the file says of it, and of no other', async () => {
  const { env, file } = await openWithFile();
  const { BRANDLOVERS_URL = '', BRANDLOVERS_TOKENS = '' } = env;
  const path = await configured(file);
  const { out } = await ticketbridge(['status', '--config', path], { BRANDLOVERS_URL, BRANDLOVERS_TOKENS });
  expect(out).toMatch(/brandlovers:shop/);
  expect(out).not.toMatch(/filed/);
  expect(out).toMatch(/clubcollect:club/);
});

test.each([0o640, 0o604, 0o620, 0o660, 0o644, 0o610])('a file of mode %o is refused, and not read', async (mode) => {
  const { file, sandbox } = await openWithFile();
  const path = await configured(file, mode);
  const { code, err } = await ticketbridge(['list', '--config', path], {});
  expect([code, err]).toEqual([2, expect.stringMatching(/others may read .*: chmod 600 it\n$/)]);
  expect(sandbox.journal.entries()).toEqual([]);
});

test.each([
  ['no JSON', `{ "brandlovers": ${SECRET}`],
  ['a list', [SECRET]],
  ['a vendor that there is not', { museum: { apiKey: SECRET } }],
  ['a field that there is not', { brandlovers: { sellers: { a: SECRET }, token: SECRET } }],
  ['no seller', { brandlovers: { sellers: {} } }],
  ['a token that is no text', { brandlovers: { sellers: { a: [SECRET] } } }],
  ['a blank token', { brandlovers: { sellers: { a: ' ' } } }],
  ['a token that a header cannot carry', { brandlovers: { sellers: { a: `${SECRET}\n` } } }],
  ['no companies', { clubcollect: { apiKey: SECRET } }],
  ['companies that are text', { clubcollect: { apiKey: SECRET, companies: 'club' } }],
  ['no account', {}],
])('a file with %s is refused without its content', async (_, content) => {
  const path = await configured(content);
  const { code, out, err } = await ticketbridge(['list', '--config', path], {});
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^ticketbridge: [^\n]+\n$/);
  expect(err).not.toContain(SECRET);
});

test.each([
  ['a file that is not there', '/nowhere/config.json', 'ENOENT'],
  ['a folder', tmpdir(), 'no regular file'],
])('%s is refused where it is named', async (_, path, why) => {
  const { code, err } = await ticketbridge(['list', '--config', path], {});
  expect([code, err]).toEqual([2, expect.stringContaining(why)]);
});

test.each<[string, Env]>([
  ['BRANDLOVERS_TOKENS', { BRANDLOVERS_TOKENS: `${SECRET}` }],
  ['BRANDLOVERS_TOKENS', { BRANDLOVERS_TOKENS: `=${SECRET}` }],
  ['BRANDLOVERS_TOKENS', { BRANDLOVERS_TOKENS: `a=${SECRET},a=${SECRET}` }],
  ['BRANDLOVERS_TOKENS', { BRANDLOVERS_TOKENS: ' , ' }],
  ['CLUBCOLLECT_COMPANIES', { CLUBCOLLECT_API_KEY: SECRET }],
  ['CLUBCOLLECT_API_KEY', { CLUBCOLLECT_COMPANIES: 'club', CLUBCOLLECT_API_KEY: ' ' }],
  ['baseUrl', { BRANDLOVERS_TOKENS: `a=${SECRET}`, BRANDLOVERS_URL: 'nowhere' }],
  ['BRANDLOVERS_TOKENS', {}],
])('what is wrong with %s is told without its value', async (name, env) => {
  const { code, out, err } = await ticketbridge(['list'], { XDG_CONFIG_HOME: '/nowhere', ...env });
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(name);
  expect(err).not.toContain(SECRET);
});

test.each([
  ` postgres://boss:${SECRET}@localhost/db`,
  `\tpostgresql://boss:${SECRET}@localhost:1/db`,
  `"postgresql://boss:${SECRET}@localhost/db"`,
  `postgres:boss:${SECRET}@localhost/db`,
  `postgres:/boss:${SECRET}@localhost/db`,
  `postgres//boss:${SECRET}@localhost/db`,
  `pg://boss:${SECRET}@localhost/db`,
  `//boss:${SECRET}@localhost/db`,
  `boss:${SECRET}@localhost/db`,
  `psql postgresql://boss:${SECRET}@localhost/db`,
  `DATABASE_URL=postgresql://boss:${SECRET}@localhost/db`,
  `jdbc:postgresql://localhost/db?user=boss&password=${SECRET}`,
  `host=localhost user=boss password=${SECRET}`,
  `host=localhost user=boss password = '${SECRET}'`,
  `postgresql://boss:${SECRET}#1@localhost/db`,
  `postgresql://boss:${SECRET}/1@localhost/db`,
  `postgresql://boss:${SECRET}?1@localhost/db`,
  `postgresql://boss:${SECRET}@localhost:none/db`,
  `postgresql://boss:${SECRET}@localhost/db?sslrootcert=/nowhere`,
  `postgresql://boss:${SECRET}@localhost:1/db`,
])('the address of an inbox is not shown, whatever is wrong with it: %j', async (address) => {
  const file = await configured({ inbox: address });
  const none = { XDG_CONFIG_HOME: '/nowhere' };
  const ways: readonly (readonly [readonly string[], Env])[] = [
    [['list'], { ...none, TICKETBRIDGE_INBOX: address }],
    [['watch'], { ...none, TICKETBRIDGE_INBOX: address }],
    [['status', '--json', '--config', file], {}],
    [['list', '--inbox', address], none],
  ];
  for (const [args, env] of ways) {
    const { code, out, err } = await ticketbridge(args, env);
    expect([1, 2]).toContain(code);
    expect(err).toMatch(/^ticketbridge: [^\n]+\n$/m);
    expect(out + err).not.toContain(SECRET);
  }
});

test.each(['#', '/', '?'])('says how a password that holds "%s" is written in an address', async (character) => {
  const TICKETBRIDGE_INBOX = `postgresql://boss:${SECRET}${character}1@localhost/db`;
  const { code, err } = await ticketbridge(['list'], { XDG_CONFIG_HOME: '/nowhere', TICKETBRIDGE_INBOX });
  expect([code, err]).toEqual([2, expect.stringContaining('%23 for #')]);
});

test.each<[string, readonly string[], Env, string]>([
  ['no address', ['inbox.sqlite'], {}, 'must be the address'],
  ['a file as the address', ['inbox.sqlite'], { TICKETBRIDGE_INBOX: 'other.sqlite' }, 'must be the address'],
  ['no file', [], { TICKETBRIDGE_INBOX: `postgresql://boss:${SECRET}@localhost:1/db` }, 'FILE is missing'],
  [
    'a file that is not there',
    ['nowhere'],
    { TICKETBRIDGE_INBOX: `postgresql://a:${SECRET}@localhost:1` },
    'no such file',
  ],
])('migrate with %s moves nothing', async (_, args, env, why) => {
  const { code, err } = await ticketbridge(['migrate', ...args], { XDG_CONFIG_HOME: '/nowhere', ...env });
  expect([1, 2]).toContain(code);
  expect(err).toContain(why);
  expect(err).not.toContain(SECRET);
});

test.each(['token', 'api-key', 'apikey', 'password'])(
  'a credential by --%s is refused, and not repeated',
  async (flag) => {
    for (const args of [[`--${flag}=${SECRET}`], [`--${flag}`, SECRET]]) {
      const { code, err } = await ticketbridge(['list', ...args], {});
      expect([code, err]).toEqual([2, expect.stringContaining('Credentials come from the environment')]);
      expect(err).not.toContain(SECRET);
    }
  },
);
