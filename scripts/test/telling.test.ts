import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { breakingPackages } from '../src/exports/refusals.ts';
import { Telling } from '../src/exports/telling.ts';
import { pendingChangesets } from '../src/release/changesets.ts';
import { History } from '../src/release/history.ts';
import { publishedPackages } from '../src/release/packages.ts';
import type { Tarball } from '../src/release/tarball.ts';
import { type Repository, repositories } from './repository.ts';

// Real repositories, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const HTTP = 'exports/http/index.api.md';
const VENDOR = 'exports/vendor/index.api.md';
const SOURCE = 'packages/http/src/index.ts';
const api = (...declarations: string[]): string =>
  `## API Report\n\n\`\`\`ts\n\n${declarations.join('\n\n')}\n\n\`\`\`\n`;
const inner = 'interface Inner {\n    // (undocumented)\n    readonly a: string;\n}';
const options = (type: string): string => `// @public\nexport interface Options {\n    readonly a: ${type};\n}`;

const newRepository = repositories((first) => {
  first.write(HTTP, api(inner, options('Inner')));
  first.write(VENDOR, api("import { Options } from '@x/http';", 'export function start(options: Options): void;'));
});

/** Makes each text another. */
let counter = 0;

/** A step of a history since the release. */
const STEPS = {
  break: (to: Repository) => {
    to.write(SOURCE, `export default ${counter++};`);
    to.write(HTTP, api(inner, options('number')));
  },
  'break inside': (to: Repository) => {
    to.write(SOURCE, `export default ${counter++};`);
    to.write(HTTP, api(inner.replace('string', 'number'), options('Inner')));
  },
  'source alone': (to: Repository) => to.write(SOURCE, `export default ${counter++};`),
  'report alone': (to: Repository) => to.write(HTTP, api(inner, options('number'))),
  addition: (to: Repository) => {
    to.write('packages/http/src/other.ts', `export default ${counter++};`);
    to.write(
      HTTP,
      `${readFileSync(join(to.root, HTTP), 'utf8').replace(/\n```\n$/, '')}export type Added = 1;\n\n\`\`\`\n`,
    );
  },
  manifest: (to: Repository) =>
    to.json('packages/http/package.json', { name: '@x/http', version: '0.1.0', engines: { node: '>=99' } }),
  keywords: (to: Repository) => {
    const file = 'packages/http/package.json';
    to.json(file, { ...JSON.parse(readFileSync(join(to.root, file), 'utf8')), keywords: ['a'] });
  },
  commit: (to: Repository) => void to.commit(),
  minor: (to: Repository) => changeset(to, 'minor', '@x/http', '@x/vendor'),
  patch: (to: Repository) => changeset(to, 'patch', '@x/http', '@x/vendor'),
  'minor of another': (to: Repository) => changeset(to, 'minor', '@x/vendor'),
  empty: (to: Repository) => changeset(to, 'minor'),
  reason: (to: Repository) =>
    to.write(
      `.changeset/told-${counter++}.md`,
      "---\n'@x/http': patch\n---\n\nWhy\n\n<!-- lowered @x/http: nobody calls it -->\n",
    ),
  branch: (to: Repository) => to.git('checkout', '--quiet', '-b', 'branch'),
  main: (to: Repository) => to.git('checkout', '--quiet', 'main'),
  merge: (to: Repository) => to.git('merge', '--quiet', '--no-edit', '--no-ff', 'branch'),
} as const;

function changeset(to: Repository, bump: string, ...packages: string[]): void {
  const bumps = packages.map((name) => `'${name}': ${bump}\n`).join('');
  to.write(`.changeset/told-${counter++}.md`, `---\n${bumps}---\n\nWhy\n`);
}

interface Row {
  readonly steps: readonly (keyof typeof STEPS)[];
  readonly is: 'told' | 'untold' | 'lowered';
  /** What differs, if it is not the options of http. */
  readonly of?: 'a minimum' | 'the vendor';
}

const rows: readonly Row[] = [
  { steps: ['break', 'minor', 'commit'], is: 'told' },
  { steps: ['break', 'commit', 'minor'], is: 'told' },
  { steps: ['minor', 'commit', 'break', 'empty', 'commit'], is: 'untold' },
  { steps: ['minor', 'commit', 'break'], is: 'untold' },
  { steps: ['minor', 'commit', 'break inside', 'patch', 'commit'], is: 'untold' },
  { steps: ['break', 'minor of another'], is: 'untold' },
  { steps: ['break', 'minor', 'commit', 'addition', 'patch', 'commit'], is: 'told' },
  { steps: ['break', 'minor', 'commit', 'break inside', 'commit'], is: 'untold' },
  { steps: ['source alone', 'minor', 'commit', 'report alone', 'commit'], is: 'told' },
  { steps: ['minor', 'commit', 'source alone', 'commit', 'report alone', 'commit'], is: 'untold' },
  { steps: ['minor', 'commit', 'source alone', 'commit'], is: 'untold' },
  { steps: ['minor', 'commit', 'break', 'reason', 'commit'], is: 'lowered' },
  { steps: ['reason', 'commit', 'break', 'commit'], is: 'untold' },
  {
    steps: ['minor', 'commit', 'branch', 'break', 'commit', 'main', 'keywords', 'minor', 'commit', 'merge'],
    is: 'untold',
  },
  { steps: ['branch', 'break', 'minor', 'commit', 'main', 'keywords', 'commit', 'merge'], is: 'told' },
  { steps: ['minor', 'commit', 'break inside', 'empty', 'commit'], is: 'untold', of: 'the vendor' },
  { steps: ['minor', 'commit', 'addition', 'empty', 'commit', 'break', 'minor'], is: 'told', of: 'the vendor' },
  { steps: ['minor', 'commit', 'manifest', 'empty', 'commit'], is: 'untold', of: 'a minimum' },
  { steps: ['manifest', 'minor', 'commit', 'keywords', 'patch', 'commit'], is: 'told', of: 'a minimum' },
];

describe('a break', () => {
  // Each step is a process of Git or more; the exhaustive run tries all.
  const sample = rows.filter((_, index) => process.env.EXHAUSTIVE || index % 6 === 2);
  const titled = sample.map((row) => ({ ...row, title: row.steps.join(', ') }));
  test.each(titled)('$is after $title', async ({ steps, is, of }) => {
    const repository = newRepository();
    const since = repository.git('rev-parse', 'HEAD').trim();
    for (const step of steps) STEPS[step](repository);
    const name = of === 'the vendor' ? '@x/vendor' : '@x/http';
    const exported = of === 'the vendor' ? 'start' : 'Options';
    const difference = { of: name, entry: name, message: '', ...(of !== 'a minimum' && { export: exported }) };
    expect(await judge(repository, since, difference)).toBe(is);
  });
});

async function judge(
  { root }: Repository,
  since: string,
  difference: Parameters<Telling['isTold']>[0],
): Promise<Row['is']> {
  const packages = await publishedPackages(root);
  const reports = new Map(
    [HTTP, VENDOR].map((file) => [file.slice('exports/'.length), readFileSync(join(root, file), 'utf8')]),
  );
  const telling = new Telling({ root, history: new History(root), since, packages, reports });
  const before: Tarball[] = packages.map(({ manifest }) => ({ manifest, folder: '', file: '' }));
  const changesets = await pendingChangesets(root);
  const [breaking] = breakingPackages(before, [difference], changesets, (one, some) => telling.isTold(one, some));
  if (breaking?.isTold) return 'told';
  return breaking?.lowered === undefined ? 'untold' : 'lowered';
}
