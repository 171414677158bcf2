import assert from 'node:assert/strict';
import { glob, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { assemble } from '../src/assemble/assemble.ts';
import { formatProblem } from '../src/assemble/problem.ts';
import { gather } from '../src/gather.ts';
import type { GeneratedPage } from '../src/generated-pages/generated-page.ts';
import type { Page } from '../src/page.ts';
import { pagesOf } from '../src/pages.ts';

const root = join(import.meta.dirname, '../..');
const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly pages: readonly Partial<Page>[];
  readonly generated?: readonly GeneratedPage[];
  readonly repository?: string;
  readonly others?: ReadonlyMap<string, string>;
}

/** Assembles a repository of these files; a page says what matters of it. */
async function assembled({ files, pages, generated = [], repository, others = new Map() }: Case) {
  const root = await mkdtemp(join(tmpdir(), 'docs-'));
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  const full = pages.map(
    (page) => ({ title: 'A', description: 'B.', route: 'a', source: 'a.md', group: 'guides', ...page }) as const,
  );
  const { pages: made, problems } = assemble({ root, repository, pages: full, generated, others });
  return { made, problems: problems.map(formatProblem) };
}

/** What a page holds below its frontmatter. */
function body(text: string | undefined): string | undefined {
  return text?.split('---\n').slice(2).join('---\n').trim();
}

const http = { source: 'packages/http/README.md', route: 'packages/http' };

test('assembles this repository', async () => {
  const { pages, problems } = assemble(await gather(root));
  assert.deepEqual(problems.map(formatProblem), []);
  assert.ok(pages.has('reference/typescript/facade'));
});

test('every document of this repository that readers are sent to is a page', async () => {
  const pages = new Set((await pagesOf(root)).map(({ source }) => source));
  const documents: string[] = [];
  for (const pattern of [
    '*.md',
    'docs/*.md',
    'docs/guides/*.md',
    '{examples,specs}/README.md',
    '{packages,specs}/*/README.md',
  ]) {
    for await (const file of glob(pattern, { cwd: root })) documents.push(file);
  }
  assert.ok(documents.length > 20);
  assert.deepEqual(
    documents.filter((file) => !pages.has(file)),
    [],
  );
});

test('gives a page its title and description as frontmatter, and leaves out its own title and its comments', async () => {
  const { made } = await assembled({
    files: { 'a.md': '# Of the file\n\n<!-- figures -->\n\nText.\n\n```sh\n# a comment\n```\n' },
    pages: [{ title: 'Its: "title"', description: 'What it is.' }],
  });
  assert.equal(
    made.get('a'),
    '---\ntitle: "Its: \\"title\\""\ndescription: "What it is."\n---\n\nText.\n\n```sh\n# a comment\n```\n',
  );
});

describe('a link', () => {
  const files = {
    'docs/guides/a.md': '',
    'packages/http/README.md': '# http\n\n## What to do\n\nText.\n\n## What to do\n',
    'specs/x/openapi.yaml': '',
  };
  const rows: readonly (readonly [title: string, link: string, there: string, withRepository: string])[] = [
    ['to a page', '[x](../../packages/http/README.md)', '[x](../packages/http/)', '[x](../packages/http/)'],
    ['to the folder of a page', '[x](../../packages/http/)', '[x](../packages/http/)', '[x](../packages/http/)'],
    [
      'to a heading',
      '[x](../../packages/http/README.md#what-to-do-1)',
      '[x](../packages/http/#what-to-do-1)',
      '[x](../packages/http/#what-to-do-1)',
    ],
    ['to its own heading', '[x](#here)', '[x](#here)', '[x](#here)'],
    ['to its own file', '[x](a.md)', '[x](./)', '[x](./)'],
    [
      'with marks in its text',
      '[`x` *y*](../../packages/http)',
      '[`x` *y*](../packages/http/)',
      '[`x` *y*](../packages/http/)',
    ],
    [
      'by a definition',
      '[x]\n\n[x]: ../../packages/http',
      '[x]\n\n[x]: ../packages/http/',
      '[x]\n\n[x]: ../packages/http/',
    ],
    [
      'to what is no page',
      '[`x`](../../specs/x/openapi.yaml#L3)',
      '`x`',
      '[`x`](https://h.example/o/n/blob/HEAD/specs/x/openapi.yaml#L3)',
    ],
    ['to a folder without a page', '[x](../../specs)', 'x', '[x](https://h.example/o/n/tree/HEAD/specs)'],
    ['to another host', '[x](https://h.example/y)', 'x', '[x](https://h.example/y)'],
    [
      'in HTML',
      '<a class="b" href="../../packages/http">x</a>',
      '<a class="b" href="../../packages/http/">x</a>',
      '<a class="b" href="../../packages/http/">x</a>',
    ],
    [
      'in HTML, to what is no page',
      "<a class='b' href='../../specs'>x</a>",
      "<a class='b'>x</a>",
      "<a class='b' href='https://h.example/o/n/tree/HEAD/specs'>x</a>",
    ],
    ['in code', '`[x](nowhere.md)`', '`[x](nowhere.md)`', '`[x](nowhere.md)`'],
  ];
  for (const [title, link, there, withRepository] of rows) {
    for (const [repository, expected] of [
      [undefined, there],
      ['https://h.example/o/n', withRepository],
    ] as const) {
      test(`${title}, ${repository === undefined ? 'without' : 'with'} a repository`, async () => {
        const { made, problems } = await assembled({
          files: { ...files, 'docs/guides/a.md': `# A\n\n## Here\n\n${link}\n` },
          pages: [{ source: 'docs/guides/a.md', route: 'guides/a' }, http],
          ...(repository && { repository }),
        });
        assert.deepEqual(problems, []);
        // Of the route: guides/a/ is a folder of its own.
        assert.equal(
          body(made.get('guides/a')),
          `## Here\n\n${expected.replaceAll('(../p', '(../../p').replaceAll(': ../p', ': ../../p')}`,
        );
      });
    }
  }

  test('leads to the route that something else gives to a file', async () => {
    const { made } = await assembled({
      files: { ...files, 'a.md': '[spec](specs/x/openapi.yaml)' },
      pages: [{}],
      others: new Map([['specs/x/openapi.yaml', 'reference/x']]),
    });
    assert.equal(body(made.get('a')), '[spec](../reference/x/)');
  });

  test('leads to the generated page that stands for a file, and from it', async () => {
    const page = {
      route: 'made',
      title: 'Made',
      description: 'Made.',
      group: 'evidence',
      madeBy: 'docs/made.ts',
    } as const;
    const { made, problems } = await assembled({
      files: { 'a.md': '[log](CHANGELOG.md#one)', 'CHANGELOG.md': '' },
      pages: [{}],
      generated: [{ ...page, markdown: '## One\n\n[a](a.md), [one](#one)', standsFor: ['CHANGELOG.md'] }],
    });
    assert.deepEqual(problems, []);
    assert.equal(body(made.get('a')), '[log](../made/#one)');
    assert.equal(body(made.get('made')), '## One\n\n[a](../a/), [one](#one)');
  });
});

describe('an include', () => {
  const files = {
    'packages/http/README.md':
      '# http\n\n## Proxies\n\nSee [below](#tls), [it](src/x.ts).\n\n### Deeper\n\nText.\n\n## TLS\n\nNo.\n',
    'packages/http/src/x.ts': '',
  };

  test('gives the section without its heading, what is below it one deeper than here, its links from there', async () => {
    const { made, problems } = await assembled({
      files: {
        ...files,
        'g/a.md': '# A\n\n## B\n\n### C\n\n<!-- include ../packages/http/README.md#proxies -->\n\n## D\n',
      },
      pages: [{ source: 'g/a.md', route: 'g/a' }, http],
    });
    assert.deepEqual(problems, []);
    assert.equal(
      body(made.get('g/a')),
      '## B\n\n### C\n\nSee [below](../../packages/http/#tls), it.\n\n#### Deeper\n\nText.\n\n## D',
    );
  });

  const target = 'packages/http/README.md#tls';
  const leads: readonly (readonly [title: string, above: string, made: string])[] = [
    [
      'the paragraph that leads to it on GitHub',
      `Kept.\n\nSee [TLS](${target}), in the README of http.`,
      'Kept.\n\n\n\nNo.',
    ],
    ['no paragraph that says more', `Read [TLS](${target}):`, 'Read [TLS](../packages/http/#tls):\n\nNo.'],
    ['no paragraph that leads elsewhere', 'See [http](packages/http).', 'See [http](../packages/http/).\n\nNo.'],
  ];
  for (const [title, above, expected] of leads) {
    test(`leaves out ${title}`, async () => {
      const { made, problems } = await assembled({
        files: { ...files, 'a.md': `${above}\n\n<!-- include ${target} -->\n` },
        pages: [{}, http],
      });
      assert.deepEqual(problems, []);
      assert.equal(body(made.get('a')), expected);
    });
  }

  test('may be in what is included', async () => {
    const { made } = await assembled({
      files: {
        ...files,
        'b.md': '# B\n\n<!-- include packages/http/README.md#proxies -->\n',
        'a.md': '## A\n\n<!-- include b.md#b -->',
      },
      pages: [{}],
    });
    assert.equal(body(made.get('a')), '## A\n\nSee below, it.\n\n### Deeper\n\nText.');
  });
});

describe('a mistake is named with file and line', () => {
  const rows: readonly (readonly [title: string, wrong: Case, ...problems: string[]])[] = [
    ['a link to no file', { files: { 'a.md': '# A\n\n[x](b.md)' }, pages: [{}] }, 'a.md:3: b.md leads to no file.'],
    [
      'a link to no heading',
      { files: { 'a.md': '[x](#b)' }, pages: [{}] },
      'a.md:1: #b leads to no heading of the page a.',
    ],
    [
      'a link to no heading of another page',
      { files: { 'a.md': '\n[x](b.md#c)', 'b.md': '# B' }, pages: [{}, { source: 'b.md', route: 'b' }] },
      'a.md:2: b.md#c leads to no heading of the page b.',
    ],
    [
      'a link in what is included, where it is written',
      { files: { 'a.md': '<!-- include b.md#b -->', 'b.md': '# B\n\n[x](c.md)' }, pages: [{}] },
      'b.md:3: c.md leads to no file.',
    ],
    [
      'links in HTML that lead nowhere',
      { files: { 'a.md': '# A\n\n<p>\n<a href="c.md">c</a>\n<img src=d.png></p>' }, pages: [{}] },
      'a.md:4: c.md leads to no file.',
      'a.md:5: d.png leads to no file.',
    ],
    [
      'an include of a section that is gone',
      { files: { 'a.md': '# A\n\n<!-- include b.md#c -->', 'b.md': '# B' }, pages: [{}] },
      'a.md:3: b.md has no section #c to include.',
    ],
    [
      'an include of a file that is gone',
      { files: { 'a.md': '<!-- include b.md#c -->' }, pages: [{}] },
      'a.md:1: There is no b.md to include from.',
    ],
    [
      'an include that is written otherwise',
      { files: { 'a.md': '<!-- include b.md -->' }, pages: [{}] },
      'a.md:1: Write `<!-- include FILE#ANCHOR -->`.',
    ],
    [
      'an include in a circle',
      { files: { 'a.md': '<!-- include b.md#b -->', 'b.md': '# B\n<!-- include b.md#b -->' }, pages: [{}] },
      'b.md:2: b.md#b includes itself.',
    ],
    [
      'two pages with one route',
      { files: { 'a.md': '', 'b.md': '' }, pages: [{}, { source: 'b.md' }] },
      'b.md:1: a.md has the route a too.',
    ],
    ['a page without a file', { files: {}, pages: [{}] }, 'a.md:1: There is no such file for the page a.'],
    ['a page without a title', { files: { 'a.md': '' }, pages: [{ title: ' ' }] }, 'a.md:1: The page a has no title.'],
    [
      'a page without a description',
      { files: { 'a.md': '' }, pages: [{ description: '' }] },
      'a.md:1: The page a has no description.',
    ],
  ];
  for (const [title, wrong, ...expected] of rows) {
    test(title, async () => {
      assert.deepEqual((await assembled(wrong)).problems, expected);
    });
  }
});
