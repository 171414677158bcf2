import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
/** Generated, or the place of the fact itself. */
const elsewhere = /(^|\/)(node_modules|generated|dist|specs|\.[^/]+)(\/|$)|(^|\/)(api|CHANGELOG)\.md$/;

async function read(...patterns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const pattern of patterns) {
    for await (const file of glob(pattern, { cwd: ROOT })) {
      if (!elsewhere.test(file)) texts.set(file, await readFile(join(ROOT, file), 'utf8'));
    }
  }
  return texts;
}

const inventories: string[] = [];
for await (const file of glob('packages/*/api.md', { cwd: ROOT })) inventories.push(file);
const documents = await read('*.md', 'docs/*.md', 'docs/guides/*.md', 'examples/*.md', 'packages/*/*.md');
const sources = await read('{examples,bench}/src/**/*.ts', 'packages/*/src/**/*.ts');

/** What may be a host in a text: a short one is part of many a file's name. */
function hostsIn(text: string): string[] {
  return text.match(/[\w-]+(?:\.[\w-]+)*(?::\d+)?/g) ?? [];
}

/** The paths of the addresses of this machine in a text. */
function localPaths(text: string): string[] {
  return [...text.matchAll(/(?:localhost|127\.0\.0\.1)(?::\d+)?(\/\S*)/g)].map(([, path = '']) => path);
}

describe.each(inventories)('the servers of %s', async (inventory) => {
  const [, listed = ''] = (await readFile(join(ROOT, inventory), 'utf8')).split('## Servers\n');
  const servers = [...(listed.split('\n## ')[0] ?? '').matchAll(/^- `(.+?)`/gm)].map(([, url = '']) => new URL(url));

  test('are written nowhere else', () => {
    expect(servers.length).toBeGreaterThan(0);
    for (const { host, pathname } of servers) {
      const isRepeated = (text: string) =>
        hostsIn(text).includes(host) ||
        (pathname !== '/' && localPaths(text).some((path) => path.startsWith(pathname)));
      const repeats = [...documents, ...sources].filter(([, text]) => isRepeated(text));
      expect(repeats.map(([file]) => file)).toEqual([]);
    }
  });
});

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const INCLUDED = /^<!-- include (\S+) -->$/gm;

test.each([...documents])('%s links to files and headings that exist', async (file, markdown) => {
  const links = [...markdown.matchAll(/\]\(([^)\s]+)\)/g), ...markdown.matchAll(INCLUDED)].map(
    ([, target = '']) => target,
  );
  for (const target of links.filter((link) => !/^https?:/.test(link))) {
    const [path = '', anchor] = target.split('#');
    const text = await readFile(join(ROOT, path === '' ? file : join(dirname(file), path)), 'utf8');
    if (anchor !== undefined) expect(anchorsOf(text), target).toContain(anchor);
  }
});

const FENCED = /^```.*?^```$/gms;

/** The headings of a document with what stands below each, code left out: a `#` in it is a comment. */
function sectionsOf(markdown: string): { level: number; title: string; body: string }[] {
  const prose = markdown.replaceAll(FENCED, 'code');
  return prose.split(/^(?=#+ )/m).flatMap((section) => {
    const [, signs = '', title = '', body = ''] = /^(#+) (.*?)$(.*)/ms.exec(section) ?? [];
    return signs === '' ? [] : [{ level: signs.length, title, body: body.trim() }];
  });
}

test.each([...documents])('%s has something below each heading, and no chapter twice', (_, markdown) => {
  const sections = sectionsOf(markdown);
  const empty = sections.filter(({ level, body }, place) => body === '' && (sections[place + 1]?.level ?? 0) <= level);
  const chapters = sections.filter(({ level }) => level <= 2).map(({ title }) => title);
  expect(empty.map(({ title }) => title)).toEqual([]);
  expect(chapters).toEqual([...new Set(chapters)]);
});

const guides = [...documents].filter(([file]) => file.startsWith('docs/guides/'));

test.each([...documents])(
  '%s has right above what it includes only `See [it](...), in ...`, which the site leaves out',
  (_, markdown) => {
    const blocks = markdown.split(/\n{2,}/);
    const included = blocks.flatMap((block) => [...block.matchAll(INCLUDED)].map(([, target]) => target));
    const leads = blocks.flatMap((block, place) => {
      const [, target] = /^See \[[^\]]+\]\(([^)\s]+)\), in [^.]+\.$/.exec(block) ?? [];
      return blocks[place + 1]?.trim() === `<!-- include ${target} -->` ? [target] : [];
    });
    expect(leads).toEqual(included);
  },
);

/** The paragraphs, items of lists and whole blocks of code of a document, each on one line. What is short may recur. */
function passagesOf(markdown: string): string[] {
  const blocks = markdown.match(FENCED) ?? [];
  return [...markdown.replaceAll(FENCED, '').split(/\n{2,}|\n(?=- )/), ...blocks]
    .map((passage) => passage.replaceAll(/\s+/g, ' ').trim())
    .filter((passage) => passage.length > 100);
}

const passages = new Map(Array.from(documents, ([file, markdown]) => [file, passagesOf(markdown)]));

test.each(guides)('%s says nothing that another document says, but includes it', (guide) => {
  const others = new Set([...passages].flatMap(([file, said]) => (file === guide ? [] : said)));
  expect(passages.get(guide)?.filter((passage) => others.has(passage))).toEqual([]);
});
