import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import semver from 'semver';
import { describe, expect, onTestFinished, test } from 'vitest';
import { problemsOfLinks } from '../src/release/dead-links.ts';
import { exists } from '../src/release/files.ts';
import { problemsOfManifest } from '../src/release/manifest-problems.ts';
import { linksOf } from '../src/release/markdown.ts';
import { type Manifest, parseManifest, publishedPackages } from '../src/release/packages.ts';
import { type Page, pageManifest, pageMarkdown, writePage } from '../src/release/registry-page.ts';
import { readRepository } from '../src/release/repository.ts';

const ROOT = join(import.meta.dirname, '../..');
const REPOSITORY = 'https://github.com/them/theirs';
const published = await publishedPackages(ROOT);

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const client = { manifest: { name: '@x/client', version: '1.2.0' }, folder: 'packages/client' };
const other = { manifest: { name: '@x/http', version: '1.3.0' }, folder: 'packages/http' };
const page = (repository?: string): Page => ({ of: client, published: [client, other], repository });

describe('a link of a README leads somewhere from the page too', () => {
  const sources = `${REPOSITORY}/blob/@x/client@1.2.0`;
  test.each([
    ['[a](#events)', '[a](#events)', '[a](#events)'],
    ['[a](https://example.com/b#c)', '[a](https://example.com/b#c)', '[a](https://example.com/b#c)'],
    ['[a](mailto:us@example.com)', '[a](mailto:us@example.com)', '[a](mailto:us@example.com)'],
    ['[api.md](api.md#b)', `[api.md](${sources}/packages/client/api.md#b)`, '[api.md](api.md#b)'],
    ['[a](./api.md)', `[a](${sources}/packages/client/api.md)`, '[a](./api.md)'],
    [
      '[http](../http/README.md#b)',
      '[http](https://www.npmjs.com/package/@x/http/v/1.3.0#b)',
      '[http](https://www.npmjs.com/package/@x/http/v/1.3.0#b)',
    ],
    [
      '[http](../http)',
      '[http](https://www.npmjs.com/package/@x/http/v/1.3.0)',
      '[http](https://www.npmjs.com/package/@x/http/v/1.3.0)',
    ],
    [
      'an [`x` of *y*](../../docs/y.md "z") here',
      `an [\`x\` of *y*](${sources}/docs/y.md "z") here`,
      'an `x` of *y* here',
    ],
    ['[![a](a.png)](../../docs)', `[![a](${sources}/packages/client/a.png)](${sources}/docs)`, '![a](a.png)'],
    ['[a][b]\n\n[b]: ../../c.md', `[a][b]\n\n[b]: ${sources}/c.md`, '[a][b]\n\n[b]: ../../c.md'],
    ['`[a](../b.md)`', '`[a](../b.md)`', '`[a](../b.md)`'],
    ['```ts\n[a](../b.md)\n```', '```ts\n[a](../b.md)\n```', '```ts\n[a](../b.md)\n```'],
    [
      '- two lines: [a\n  b](../../c.md)\n- c',
      `- two lines: [a\n  b](${sources}/c.md)\n- c`,
      '- two lines: a\n  b\n- c',
    ],
  ])('%j', (markdown, withRepository, without) => {
    const files = ['README.md', 'api.md', './api.md', 'a.png'];
    expect(pageMarkdown(markdown, page(REPOSITORY), files)).toBe(withRepository);
    expect(pageMarkdown(markdown, page(), files)).toBe(without);
  });

  test('one whose target is written in another way than it is read is refused', () => {
    expect(() => pageMarkdown('[a](../&amp;.md)', page(REPOSITORY), [])).toThrow(/written in another way/);
  });
});

// What is packed now is walked by check:packages, too.
describe.each(process.env.EXHAUSTIVE ? [undefined, REPOSITORY] : [REPOSITORY])(
  'with the repository %s',
  (repository) => {
    test.each(published.map((of) => [of.folder, of] as const))(
      'every link of the page of %s resolves',
      async (_, of) => {
        const folder = await temporaryFolder();
        for (const file of ['README.md', 'package.json', 'api.md']) {
          if (await exists(join(ROOT, of.folder, file))) await cp(join(ROOT, of.folder, file), join(folder, file));
        }
        const real = { of, published, repository };
        await writePage(folder, real);
        expect(await problemsOfLinks(folder, real, ROOT)).toEqual([]);
        const relative = linksOf(await readFile(join(folder, 'README.md'), 'utf8')).filter(
          (link) => !/^(#|https:)/.test(link),
        );
        expect(relative.filter((link) => repository !== undefined || link.includes('../'))).toEqual([]);
      },
    );
  },
);

test('a link that leads nowhere from the page is told', async () => {
  const folder = await temporaryFolder();
  const sources = `${REPOSITORY}/blob/@x/client@1.2.0`;
  await mkdir(join(folder, 'packages/http'), { recursive: true });
  await writeFile(join(folder, 'packages/http/README.md'), '# Events\n\n# Events\n');
  const dead = [
    '#none',
    'none.md',
    'https://www.npmjs.com/package/@x/http/v/1.3.0#none',
    `${sources}/docs/none.md`,
    `${sources}/packages/http/README.md#none`,
  ];
  const live = [
    '#a-b',
    'https://www.npmjs.com/package/@x/http/v/1.3.0#events-1',
    `${sources}/packages/http/README.md#events`,
    'https://example.com/none',
  ];
  await writeFile(
    join(folder, 'README.md'),
    ['# `a` b', ...[...dead, ...live].map((link) => `[a](${link})`)].join('\n\n'),
  );
  const problems = await problemsOfLinks(folder, page(REPOSITORY), folder);
  expect(problems).toEqual(dead.map((link) => expect.stringContaining(`README.md leads to ${link}`)));
});

test('a packed package.json says where it is made, and nothing that only this workspace reads', () => {
  const packed = {
    name: '@x/client',
    version: '1.2.0',
    scripts: { test: 'x' },
    devDependencies: { x: '1' },
    license: 'MIT',
  };
  expect(pageManifest(packed, page())).toEqual({ name: '@x/client', version: '1.2.0', license: 'MIT' });
  expect(pageManifest(packed, page(REPOSITORY))).toEqual({
    name: '@x/client',
    version: '1.2.0',
    license: 'MIT',
    homepage: `${REPOSITORY}/tree/HEAD/packages/client#readme`,
    bugs: `${REPOSITORY}/issues`,
    repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory: 'packages/client' },
  });
});

describe('the repository is the one setting of the root', () => {
  const read = async (repository: unknown): Promise<string | undefined> => {
    const root = await temporaryFolder();
    await writeFile(join(root, 'package.json'), JSON.stringify({ repository }));
    return readRepository(root);
  };

  test.each([REPOSITORY, `${REPOSITORY}.git`, `git+${REPOSITORY}.git`, { type: 'git', url: `git+${REPOSITORY}.git` }])(
    '%j',
    async (repository) => {
      expect(await read(repository)).toBe(REPOSITORY);
    },
  );

  test('and may be absent', async () => {
    expect(await read(undefined)).toBeUndefined();
  });

  test.each(['', 'them/theirs', 'git@github.com:them/theirs.git', `${REPOSITORY}/tree/main`, 7, null, {}])(
    'and not %j',
    async (repository) => {
      await expect(read(repository)).rejects.toThrow('write "https://github.com/OWNER/NAME"');
    },
  );
});

describe('every published package says what its page and a package manager need', () => {
  test.each(published.map((of) => [of.folder, of] as const))('%s', (_, of) => {
    expect(problemsOfManifest(of.manifest, of, [])).toEqual([]);
  });

  test('each runs on the majors of Node that the matrix has, from the oldest of each', async () => {
    const matrix = await readFile(join(ROOT, 'matrix/package.json'), 'utf8');
    const { dependencies = {} } = parseManifest(matrix, 'matrix/package.json');
    const versions = Object.values(dependencies).flatMap((range) => /^npm:node@(.+)$/.exec(range)?.[1] ?? []);
    const majors = Map.groupBy(versions.sort(semver.compare), (version) => semver.major(version));
    const ranges = Array.from(majors.values(), ([oldest]) => `^${oldest}`);
    expect(ranges.length).toBeGreaterThan(1);
    const engines = published.map(({ manifest }) => [manifest.name, manifest.engines?.node ?? '']);
    const others = engines.filter(([, range]) => range !== ranges.join(' || '));
    // What node:sqlite is needed for; check:nodes asks that an older Node is refused in words.
    expect(Object.fromEntries(others)).toEqual({ '@ticketbridge/cli': '>=24', '@ticketbridge/inbox': '>=24' });
  });

  const [{ manifest: whole } = client] = published;
  test.each<readonly [string, Partial<Manifest>]>([
    ['no description', { description: '' }],
    ['no keywords', { keywords: [] }],
    ['another license', { license: 'UNLICENSED' }],
    ['no engines.node', { engines: {} }],
    ['no optional peer typescript', { peerDependencies: {} }],
    ['no optional peer typescript', { peerDependenciesMeta: { typescript: { optional: false } } }],
    ...['preinstall', 'install', 'postinstall', 'prepare'].map(
      (name) => ['a script that runs at installation', { scripts: { [name]: 'node x.js' } }] as const,
    ),
  ])('%s is refused: %j', (says, defect) => {
    const broken = { ...whole, ...defect };
    const problem = [expect.stringContaining(`package.json has ${says}`)];
    expect(problemsOfManifest(broken, { manifest: broken, folder: '' }, [])).toEqual(problem);
  });

  test('so are a script that packing would drop, and one that npm makes up', () => {
    const workshop = { ...whole, scripts: { postinstall: 'node x.js' } };
    const problem = ['package.json has a script that runs at installation.'];
    expect(problemsOfManifest(whole, { manifest: workshop, folder: '' }, [])).toEqual(problem);
    expect(problemsOfManifest(whole, { manifest: whole, folder: '' }, ['binding.gyp'])).toEqual(problem);
  });
});
