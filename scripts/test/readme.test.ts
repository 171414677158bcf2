import { describe, expect, test } from 'vitest';
import { findPrograms, firstExample } from '../src/release/readme.ts';

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

test('the first TypeScript example of a readme is taken, and no other', () => {
  const readme = '# A\n\n```sh\nnpm\n```\n\n```ts\nfirst();\n```\n\n```ts\nsecond();\n```\n';
  expect(firstExample(readme)).toBe('first();\n');
  expect(firstExample(readme.replaceAll('\n', '\r\n'))).toBe('first();\n');
  expect(() => firstExample('# A\n\n```sh\nnpm\n```\n')).toThrow('README.md has no TypeScript example');
});
