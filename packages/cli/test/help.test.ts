import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { openInbox, sqliteStore } from '@ticketbridge/inbox';
import { startSandbox } from '@ticketbridge/sandbox';
import { expect, test } from 'vitest';
import { flagsOf } from '../src/command.ts';
import { COMMANDS } from '../src/commands/index.ts';
import { VARIABLES } from '../src/configuration/environment.ts';
import { EXIT, EXIT_CODES } from '../src/exit-code.ts';
import { openSandbox, ticketbridge } from './desk.ts';
import { inboxPath, runInbox } from './inbox.ts';
import { programOf, start } from './process.ts';

/** The words of a command line, as a shell takes them. */
function wordsOf(line: string): readonly string[] {
  return Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([word, quoted]) => quoted ?? word);
}

test('--help names every command, variable and exit code; without a command the same is shown, and the code is 2', async () => {
  const { code, out, err } = await ticketbridge(['--help'], {});
  expect([code, err]).toEqual([0, '']);
  for (const name of COMMANDS.map((command) => command.name)) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  for (const name of [...Object.keys(VARIABLES), ...Object.keys(EXIT_CODES)]) expect(out).toContain(`  ${name} `);
  expect(await ticketbridge([], {})).toMatchObject({ code: 2, out });
});

test('the exit codes that are explained are all that there are', () => {
  expect(Object.keys(EXIT_CODES)).toEqual(Object.values(EXIT).map(String));
});

test('the README names every command, variable and exit code', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  for (const name of [...COMMANDS.map((command) => command.name), ...Object.keys(VARIABLES)]) {
    expect(readme).toMatch(new RegExp(`^\\| \`${name}\` `, 'm'));
  }
  for (const code of Object.keys(EXIT_CODES)) expect(readme).toMatch(new RegExp(`^\\| ${code} `, 'm'));
});

test.each(COMMANDS)('$name --help has its flags, and an example', async (command) => {
  const { name, example, passesOn } = command;
  const { code, out } = await (passesOn
    ? start(programOf([name, '--help']), {}).ended
    : ticketbridge([name, '--help'], {}));
  expect(code).toBe(0);
  const flags = passesOn ? await passesOn() : flagsOf(command);
  const shown = Array.from(out.matchAll(/^ +(?:-\w, )?--(\S+)/gm), ([, flag]) => flag);
  expect(shown).toEqual(Object.keys(flags));
  expect(out.trimEnd().endsWith(`Example:\n  ${example}`)).toBe(true);
});

test.each(COMMANDS)(
  '$name offers --inbox and --no-inbox where they are not refused, and only there',
  async (command) => {
    if (command.passesOn) return;
    const { env } = await openSandbox();
    const path = await inboxPath();
    const example = command.example.replace('--inbox inbox.sqlite', '').replace('threads.ndjson', `${path}.ndjson`);
    const [, ...args] = wordsOf(example);
    await (await openInbox({ store: sqliteStore(path) }))[Symbol.asyncDispose]();
    for (const [flag, value] of [
      ['inbox', [path]],
      ['no-inbox', []],
    ] as const) {
      const given = command.name === 'watch' && flag === 'inbox' ? { signal: AbortSignal.abort('SIGINT') } : {};
      const { err } = await ticketbridge([...args, `--${flag}`, ...value], env, given);
      const isRefused = /needs an inbox|must be the address/.test(err);
      expect([flag, Object.hasOwn(flagsOf(command), flag)]).toEqual([flag, !isRefused]);
    }
  },
);

test('every example does what it says', async () => {
  await using sandbox = await startSandbox();
  const accounts = {
    XDG_CONFIG_HOME: '/nowhere',
    BRANDLOVERS_URL: sandbox.brandlovers.baseUrl,
    BRANDLOVERS_TOKENS: 'aurora=sandbox-seller-aurora',
    CLUBCOLLECT_URL: sandbox.clubcollect.baseUrl,
    CLUBCOLLECT_API_KEY: 'sandbox-partner-noord',
    CLUBCOLLECT_COMPANIES: 'hockeyclub-de-voorbeelden',
  };
  const path = await inboxPath();
  await (await runInbox(accounts, path)).stop();
  const env = { ...accounts, TICKETBRIDGE_INBOX: path };
  const files: Readonly<Record<string, string>> = { 'inbox.sqlite': path, 'threads.ndjson': `${path}.ndjson` };
  for (const { name, example, passesOn } of COMMANDS) {
    const [program, ...args] = wordsOf(example).map((word) => files[word] ?? word);
    // A server is no part of these tests.
    if (passesOn || program === 'source' || name === 'migrate') continue;
    const given = name === 'watch' ? { signal: AbortSignal.abort('SIGINT') } : {};
    expect(await ticketbridge(args, env, given), example).toMatchObject({ code: 0 });
  }
});

test.each([
  [['nope'], '"nope" is no command'],
  [['list', '--nope'], "Unknown option '--nope'"],
  [['list', 'nope'], '"nope" is too much'],
  [['list', '--limit', '0'], '--limit must be a whole number from 1'],
  [['list', '--turn', 'mine'], '--turn must be ours or theirs or unknown'],
  [['list', '--all', '--closed'], '--all and --closed exclude each other'],
  [['list', '--account', 'aurora'], '"aurora" is no account'],
  [['read'], 'THREAD is missing'],
  [['reply', 'brandlovers:a:1', '-10% hoje'], "Unknown option '-1': see --help; a text that begins with -"],
  [['list', '--config'], "Option '--config <value>' argument missing: see --help"],
  [['list', '--config', '-x'], "Option '--config' argument is ambiguous: see --help; a value"],
  [['list', '--json=3'], "Option '--json' does not take an argument: see --help"],
  [['completion', 'csh'], 'SHELL must be bash or zsh or fish'],
])('%j is refused in one line', async (args, why) => {
  const { code, out, err } = await ticketbridge(args, {});
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^ticketbridge: [^\n]+\n$/);
  expect(err).toContain(why);
});

test('bash completes commands, the flags of each, and files', async () => {
  const { out: script } = await ticketbridge(['completion', 'bash'], {});
  const complete = (...words: readonly string[]) => {
    const at = words.length - 1;
    const line = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${at}
      _ticketbridge ticketbridge '${words[at]}' && printf '%s ' "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['-euc', `${script}\n${line}`], { encoding: 'utf8' }).stdout.trim();
  };
  expect(complete('ticketbridge', 're')).toBe('read reply reopen retain');
  expect(complete('ticketbridge', 'list', '--l')).toBe('--limit');
  expect(complete('ticketbridge', 'outbox', 'd')).toBe('decide');
  expect(complete('ticketbridge', 'completion', 'b')).toBe('bash');
  expect(complete('ticketbridge', 'create', 'b')).toBe('brandlovers');
  expect(complete('ticketbridge', 'reply', '')).toBe('--yes --key --wait --json --config --inbox --no-inbox --help');
  expect(complete('ticketbridge', 'sandbox', '--con')).toBe('--control');
  expect(complete('ticketbridge', 'sandbox', '--clubcollect-list-')).toBe(
    '--clubcollect-list-holds --clubcollect-list-order',
  );
});

test.each(['bash', 'zsh', 'fish'])(
  'the completion for %s has the flags of the sandbox, and no others of sandbox',
  async (shell) => {
    const { out: help } = await start(programOf(['sandbox', '--help']), {}).ended;
    const expected = Array.from(help.matchAll(/^ +(?:-h, )?--(\S+)/gm), ([, name]) => name);
    expect(expected.length).toBeGreaterThan(40);
    const { out } = await ticketbridge(['completion', shell], {});
    const of = { bash: /^ +sandbox\) .*/m, zsh: /^ +sandbox\) .*/m, fish: /.*from sandbox'.*/g }[shell] ?? /none/;
    const found = Array.from(
      `${out.match(of)?.join(' ')}`.matchAll(shell === 'fish' ? / -l (\S+)/g : /--(?=\w)([^\s"]+)/g),
    );
    expect(found.map(([, name]) => name)).toEqual(expected);
  },
);

test('zsh takes its completion also where nobody has started its completions', async () => {
  const { out: script } = await ticketbridge(['completion', 'zsh'], {});
  const shown = spawnSync('zsh', ['-fc', `${script}\nprint $_comps[ticketbridge]`], { encoding: 'utf8' });
  // Not every machine has it.
  if (shown.error) return;
  expect([shown.stdout.trim(), shown.stderr]).toEqual(['_ticketbridge', '']);
});

test('fish completes of each command the flags that it takes, and no others', async () => {
  const { out } = await ticketbridge(['completion', 'fish'], {});
  for (const command of COMMANDS) {
    const found = Array.from(out.matchAll(new RegExp(`from ${command.name}' -l (\\S+)`, 'g')), ([, flag]) => flag);
    expect([command.name, ...found]).toEqual([
      command.name,
      ...Object.keys((await command.passesOn?.()) ?? flagsOf(command)),
    ]);
  }
});

test.each(['bash', 'zsh', 'fish'])('the completion for %s has every command and every flag', async (shell) => {
  const { code, out } = await ticketbridge(['completion', shell], {});
  expect(code).toBe(0);
  for (const { name, flags } of COMMANDS) {
    expect(out).toContain(name);
    for (const flag of Object.keys(flags)) expect(out).toContain(shell === 'fish' ? `-l ${flag} ` : `--${flag}`);
  }
});
