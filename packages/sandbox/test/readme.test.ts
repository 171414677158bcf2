import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { faultShape } from '../src/faults/fault.ts';
import { flags, written } from '../src/flags.ts';
import { at, entries, items } from '../src/json.ts';
import { refusals } from '../src/server/refusals.ts';
import { JSON_TYPE, start } from './calls.ts';

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

/** The calls of curl that the README shows, as `fetch` makes them. */
const calls = [...readme.matchAll(/^curl (?:-N |-X (\w+) )?'?([^ '\n]+)'?(?: --json '(.+)')?$/gm)].map(
  ([line, method, url = '', body]) => ({
    line,
    url: new URL(url),
    init: body === undefined ? { method: method ?? 'GET' } : { method: 'POST', headers: JSON_TYPE, body },
  }),
);

test('every call of curl that the README shows is answered', async () => {
  expect(calls.map(({ line }) => line)).toEqual(readme.match(/^curl .*$/gm));
  const sandbox = await start({ control: true });
  for (const { line, url, init } of calls) {
    const { status, body } = await fetch(new URL(url.pathname + url.search, sandbox.brandlovers.baseUrl), init);
    await body?.cancel();
    expect(status, line).toBeLessThan(300);
  }
});

describe('the README lists', () => {
  test('every kind of fault with its own fields', () => {
    const kinds = items(faultShape.schema.oneOf).map((schema) => {
      const common = ['kind', 'applied', 'operation', 'calls', 'rate', 'seed', 'script'];
      const own = entries(at(schema, 'properties')).filter(([name]) => !common.includes(name));
      const [kind] = items(at(schema, 'properties', 'kind', 'enum'));
      return [`\`${kind}\``, own.map(([name]) => name).sort()];
    });
    const [first, second] = [table('## Faults').slice(0, kinds.length), table('## Faults').slice(kinds.length + 2)];
    const fieldsIn = (text = '') => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(first.map(([kind, , own]) => [kind, fieldsIn(own?.replaceAll(/: .*|\([^)]*\)/g, '')).sort()])).toEqual(
      kinds,
    );
    expect(second.map(([name]) => name)).toEqual(
      ['applied', 'operation', 'calls', 'rate', 'seed', 'script'].map((name) => `\`${name}\``),
    );
  });

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
