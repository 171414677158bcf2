import { describe, expect, test, vi } from 'vitest';
import { type Repository, repositories } from './repository.ts';

// Real repositories, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const newRepository = repositories();

/** Makes each text another. */
let counter = 0;

/** A step of a history: what the branch that is checked out gets, or how branches go on. */
const STEPS = {
  code: (repository: Repository) => repository.write('packages/http/src/index.ts', `export default ${counter++};`),
  'other code': (repository: Repository) => repository.write('packages/http/src/other.ts', `// ${counter++}`),
  'code as it was': (repository: Repository) =>
    repository.git('checkout', '--quiet', 'HEAD~1', '--', 'packages/http/src'),
  changeset: (repository: Repository) => repository.changeset(`told-${counter++}`, '@x/http'),
  'changeset of another package': (repository: Repository) => repository.changeset(`told-${counter++}`, '@x/vendor'),
  'empty changeset': (repository: Repository) => repository.changeset(`told-${counter++}`),
  'one changeset': (repository: Repository) => repository.changeset('one', '@x/http'),
  'one changeset, extended': (repository: Repository) =>
    repository.write('.changeset/one.md', `---\n'@x/http': patch\n---\n\nWhy, and ${counter++}\n`),
  'no changeset any more': (repository: Repository) => repository.remove('.changeset/one.md'),
  commit: (repository: Repository) => void repository.commit(),
  branch: (repository: Repository) => repository.git('checkout', '--quiet', '-b', 'branch'),
  main: (repository: Repository) => repository.git('checkout', '--quiet', 'main'),
  merge: (repository: Repository) => repository.git('merge', '--quiet', '--no-edit', '--no-ff', 'branch'),
  squash: (repository: Repository) => repository.git('merge', '--quiet', '--squash', 'branch'),
  'merge, changed by hand': (repository: Repository) => {
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'branch');
    repository.write('packages/http/src/third.ts', '');
    repository.commit();
  },
} as const;
type Steps = readonly (keyof typeof STEPS)[];

interface History {
  readonly steps: Steps;
  readonly untold: boolean;
}

/** Every sixth, since each step is a process of Git or more; the exhaustive run tries all. */
function sample(histories: readonly History[]): readonly (History & { readonly title: string })[] {
  const titled = histories.map((history) => ({ ...history, title: history.steps.join(', ') }));
  return titled.filter((_, index) => process.env.EXHAUSTIVE || index % 6 === 5);
}

describe('a changeset counts for what changed before it, and for nothing later', () => {
  test.each(
    sample([
      { steps: ['code', 'changeset'], untold: false },
      { steps: ['code', 'changeset', 'commit'], untold: false },
      { steps: ['code', 'commit', 'changeset', 'commit'], untold: false },
      { steps: ['code', 'commit', 'changeset'], untold: false },
      { steps: ['code', 'commit', 'empty changeset'], untold: false },
      { steps: ['changeset', 'commit', 'code'], untold: true },
      { steps: ['changeset', 'commit', 'code', 'commit'], untold: true },
      { steps: ['empty changeset', 'commit', 'code', 'commit'], untold: true },
      { steps: ['code', 'changeset', 'commit', 'code', 'commit'], untold: true },
      { steps: ['code', 'changeset', 'commit', 'other code', 'commit'], untold: true },
      { steps: ['code', 'changeset', 'commit', 'code', 'changeset', 'commit'], untold: false },
      { steps: ['code', 'changeset', 'commit', 'code', 'changeset of another package', 'commit'], untold: true },
      { steps: ['code', 'one changeset', 'commit', 'code', 'one changeset, extended', 'commit'], untold: false },
      { steps: ['code', 'one changeset', 'commit', 'other code', 'one changeset, extended'], untold: false },
      { steps: ['code', 'one changeset', 'commit', 'no changeset any more', 'commit'], untold: true },
      { steps: ['code', 'changeset', 'commit', 'code', 'commit', 'code as it was'], untold: false },
      { steps: ['code', 'changeset', 'commit', 'code', 'commit', 'code as it was', 'commit'], untold: false },
    ]),
  )('$title: untold $untold', async ({ steps, untold }) => {
    await expectUntold(steps, untold);
  });
});

describe('branches, each with its own changeset, need no further one when they meet', () => {
  const told: Steps = ['branch', 'other code', 'changeset', 'commit', 'main', 'code', 'changeset', 'commit'];
  const untold: Steps = [
    'changeset',
    'commit',
    'branch',
    'other code',
    'commit',
    'main',
    'code',
    'changeset',
    'commit',
  ];
  test.each(
    sample([
      { steps: [...told, 'merge'], untold: false },
      { steps: [...told, 'squash', 'commit'], untold: false },
      { steps: [...told, 'squash'], untold: false },
      { steps: [...told, 'merge, changed by hand'], untold: true },
      { steps: [...told, 'merge, changed by hand', 'changeset', 'commit'], untold: false },
      { steps: [...untold, 'merge'], untold: true },
      { steps: [...untold, 'squash', 'commit'], untold: true },
    ]),
  )('$title: untold $untold', async ({ steps, untold }) => {
    await expectUntold(steps, untold);
  });
});

async function expectUntold(steps: Steps, untold: boolean): Promise<void> {
  const repository = newRepository();
  for (const step of steps) STEPS[step](repository);
  expect(Object.keys(await repository.untold())).toEqual(untold ? ['@x/http'] : []);
}
