import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findPrograms, findReadmes } from './readme-programs.ts';

/** Here every package of the workspace can be imported. */
const cwd = fileURLToPath(new URL('..', import.meta.url));

/** Runs TypeScript in a Node process of its own; it is read from standard input, so nothing is left behind. */
async function run(source: string): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const { FORCE_COLOR, NODE_OPTIONS, ...env } = process.env;
  const node = spawn(process.execPath, ['--input-type=module-typescript', '-'], {
    cwd,
    env,
    timeout: 20_000,
  });
  node.stdin.end(source);
  const exit = new Promise<number | null>((resolve, reject) => node.on('close', resolve).on('error', reject));
  const [exitCode, stdout, stderr] = await Promise.all([exit, text(node.stdout), text(node.stderr)]);
  return { exitCode, stdout, stderr };
}

describe.concurrent('every program of a README runs', { timeout: 30_000 }, () => {
  for (const { file, markdown } of findReadmes()) {
    for (const { place, source, prints } of findPrograms(file, markdown)) {
      test(`${place} ${prints === undefined ? 'runs' : 'prints what the README says'}`, async ({ expect }) => {
        const { exitCode, stdout, stderr } = await run(source);
        expect(exitCode, stderr).toBe(0);
        if (prints !== undefined) expect(stdout).toBe(prints);
      });
    }
  }
});

describe('a program is found', () => {
  const readme = (...lines: string[]): string => lines.join('\n');

  test('at its line, with the text it prints when that follows at once', () => {
    const markdown = readme(
      '# Title',
      '```ts',
      'a();',
      '```',
      '',
      '```text',
      '1',
      '2',
      '```',
      '',
      '```ts',
      'b();',
      '```',
    );
    expect(findPrograms('README.md', markdown)).toEqual([
      { place: 'README.md:2', source: '\n\na();\n', prints: '1\n2\n' },
      { place: 'README.md:11', source: `${'\n'.repeat(11)}b();\n`, prints: undefined },
    ]);
  });

  test('without the text that belongs to something else', () => {
    const markdown = readme('```ts', 'a();', '```', 'The log says:', '```text', '1', '```');
    expect(findPrograms('README.md', markdown).map(({ prints }) => prints)).toEqual([undefined]);
  });

  test('among other blocks, one of which shows a fence', () => {
    const markdown = readme(
      '````md',
      '```ts',
      'shown();',
      '```',
      '````',
      '```sh',
      'ls',
      '```',
      '```ts',
      'run();',
      '```',
    );
    expect(findPrograms('README.md', markdown).map(({ place }) => place)).toEqual(['README.md:9']);
  });

  test.each(['ts no-run', 'typescript', 'js', 'TS'])(
    'and a block marked %s, which would not run, is refused',
    (info) => {
      expect(() => findPrograms('README.md', readme('# Title', `\`\`\`${info}`, '```'))).toThrow(
        `README.md:2 is marked`,
      );
    },
  );
});
