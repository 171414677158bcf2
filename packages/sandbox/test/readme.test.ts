import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { flags, written } from '../src/flags.ts';
import { refusals } from '../src/server/refusals.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The rows of the table below a heading, without padding. */
function table(heading: string): string[][] {
  const section = readme.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

describe('the README lists', () => {
  test('every option with its flag, what is right, its default and its meaning', () => {
    expect(table('## Options')).toEqual(
      flags.map((flag) => [
        `\`${flag.option}\``,
        `\`${written(flag)}\``,
        flag.expected,
        flag.defaultText,
        flag.meaning,
      ]),
    );
  });

  test('every refusal with its status', () => {
    expect(table('### Refusals').map(([reason, status]) => [reason, status])).toEqual(
      Object.entries(refusals).map(([reason, { status }]) => [`\`${reason}\``, String(status)]),
    );
  });

  test('every file of the package', async () => {
    const src = new URL('../src/', import.meta.url);
    const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const inside = readme.split('\n## Inside\n')[1] ?? '';
    const missing = files
      .filter((file) => !file.startsWith('generated'))
      .map((file) => file.replace(/^(brandlovers|clubcollect)/, '...'))
      .filter((file) => !inside.includes(`\`${file}\``));
    expect(missing).toEqual([]);
  });
});
