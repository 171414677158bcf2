import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { untoldChanges } from '../src/release/untold.ts';
import { repositories } from './repository.ts';

// Real repositories, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const newRepository = repositories();

test('the command names package, files and what to do, and fails', () => {
  const repository = newRepository();
  const check = () => {
    const command = join(import.meta.dirname, '../src/changeset-check.ts');
    const { BASE: _, ...env } = process.env;
    return spawnSync(process.execPath, [command], { cwd: repository.root, encoding: 'utf8', env });
  };
  repository.remove('specs/vendor/package.json');
  const first = repository.git('rev-parse', 'HEAD').slice(0, 9);
  repository.write('packages/http/src/retry.ts', 'export {};');
  expect(check()).toMatchObject({
    status: 1,
    stderr: `@x/http has changed since ${first}, and no changeset tells it:
  packages/http/src/retry.ts (not committed)
A changeset counts for what changed in the commit that wrote or changed it, and before; an older one does not.
Say what a consumer will notice, in a new one or in one of yours that is pending:
  pnpm exec changeset
or that there is nothing to notice:
  pnpm exec changeset add --empty
`,
  });
  repository.changeset('retries', '@x/http');
  expect(check()).toMatchObject({
    status: 0,
    stdout: 'What consumers get is as it was, or a changeset tells them.\n',
  });
});

describe('a source that changed', () => {
  test('needs a changeset that names its package', async () => {
    const repository = newRepository();
    expect(await repository.untold()).toEqual({});
    repository.write('packages/http/src/retry.ts', 'export {};');
    expect(await repository.untold()).toEqual({ '@x/http': ['packages/http/src/retry.ts'] });
    repository.changeset('other', '@x/vendor');
    repository.commit();
    expect(await repository.untold()).toEqual({ '@x/http': ['packages/http/src/retry.ts'] });
    repository.changeset('retries', '@x/http');
    expect(await repository.untold()).toEqual({});
  });

  test('needs none in a private package, a test or a readme', async () => {
    const repository = newRepository();
    repository.write('packages/proof/src/index.ts', 'export {};');
    repository.write('packages/http/test/index.test.ts', 'export {};');
    repository.write('packages/http/README.md', '# http');
    repository.write('specs/vendor/README.md', '# Vendor');
    repository.commit();
    expect(await repository.untold()).toEqual({});
  });
});

describe('an empty changeset', () => {
  test('covers what was there when it was written, and nothing later', async () => {
    const repository = newRepository();
    repository.write('packages/http/src/index.ts', 'export {};');
    repository.changeset('refactoring');
    expect(await repository.untold()).toEqual({});
    repository.commit();
    expect(await repository.untold()).toEqual({});
    repository.write('packages/vendor/src/index.ts', 'export {};');
    repository.commit();
    expect(await repository.untold()).toEqual({ '@x/vendor': ['packages/vendor/src/index.ts'] });
  });

  test('covers the changes of its branch, merged with another', async () => {
    const repository = newRepository();
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.write('packages/vendor/src/index.ts', 'export {};');
    repository.changeset('other');
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.write('packages/http/src/index.ts', 'export {};');
    repository.changeset('main');
    repository.commit();
    repository.git('merge', '--quiet', '--no-edit', 'other');
    expect(await repository.untold()).toEqual({});
  });
});

test('a version commit starts anew, for the packages that kept their version too', async () => {
  const repository = newRepository();
  repository.write('packages/http/src/index.ts', 'export {};');
  repository.changeset('refactoring');
  repository.commit();
  repository.remove('.changeset/refactoring.md');
  repository.manifest('vendor', '0.1.1');
  repository.commit();
  expect(await repository.untold()).toEqual({});
  repository.write('packages/vendor/src/index.ts', 'export {};');
  expect(await repository.untold()).toEqual({ '@x/vendor': ['packages/vendor/src/index.ts'] });
});

test('a package.json whose version only moved makes no version commit', async () => {
  const repository = newRepository();
  repository.write('packages/vendor/src/index.ts', 'export {};');
  repository.write('packages/http/package.json', JSON.stringify({ name: '@x/http', version: '0.1.0' }, null, 2));
  repository.commit();
  expect(Object.keys(await repository.untold())).toEqual(['@x/http', '@x/vendor']);
});

test('a new package counts from the commit that brings it', async () => {
  const repository = newRepository();
  repository.manifest('facade', '0.1.0');
  repository.write('packages/facade/src/index.ts', '');
  expect(await repository.untold()).toEqual({});
  repository.commit();
  expect(await repository.untold()).toEqual({});
  repository.write('packages/facade/src/index.ts', 'export {};');
  expect(await repository.untold()).toEqual({ '@x/facade': ['packages/facade/src/index.ts'] });
});

test('a repository without a commit has nothing to compare with', async () => {
  const repository = newRepository();
  repository.git('update-ref', '-d', 'HEAD');
  expect(await repository.untold()).toEqual({});
});

describe('a base', () => {
  test('is compared where the branch left it, and wants a changeset written since', async () => {
    const repository = newRepository();
    repository.write('packages/http/src/index.ts', 'export {};');
    repository.changeset('earlier', '@x/http');
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'change');
    repository.write('packages/http/src/index.ts', 'export default 1;');
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.write('packages/vendor/src/index.ts', 'export {};');
    repository.commit();
    repository.git('checkout', '--quiet', 'change');
    expect(await repository.untold('main')).toEqual({ '@x/http': ['packages/http/src/index.ts'] });
    repository.changeset('later', '@x/http');
    expect(await repository.untold('main')).toEqual({});
  });

  test('must be a commit that is here', async () => {
    await expect(newRepository().untold('nowhere')).rejects.toThrow('BASE=nowhere');
  });
});

test('a clone without its history is refused', async () => {
  const repository = newRepository();
  repository.write('packages/http/src/index.ts', 'export {};');
  repository.commit();
  const clone = join(repository.root, 'clone');
  repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, clone);
  await expect(untoldChanges(clone, undefined)).rejects.toThrow('git fetch --unshallow');
});

test('a file that is no changeset is named', async () => {
  const repository = newRepository();
  repository.write('.changeset/notes.md', 'Just a note');
  await expect(repository.untold()).rejects.toThrow('.changeset/notes.md is not a changeset');
});
