import { join } from 'node:path';
import { exists } from '../release/files.ts';
import { packagesIn } from '../release/packages.ts';
import { vendorsIn } from '../vendors.ts';
import { CONTRACT_TESTS, changesetOf, LOCKFILE, packagesOf, update } from './places.ts';
import { Tree } from './tree.ts';
import { changedSince } from './written.ts';

interface Unwanted {
  readonly root: string;
  readonly name: string;
  /** Removes also the files that people have added or changed. Default: false. */
  readonly force?: boolean | undefined;
  readonly signal: AbortSignal;
}

/**
 * Takes out what made the packages of a vendor, and resolves to what to tell.
 *
 * @throws Error for a vendor that people have worked on; whatever is thrown, the workspace is as it was
 */
export async function removeVendor({ root, name, force, signal }: Unwanted): Promise<readonly string[]> {
  const vendor = (await vendorsIn(root)).find((known) => known.name === name);
  if (!vendor) throw new Error(`There is no specs/${name} to remove.`);
  if (!vendor.isYoung)
    throw new Error(`specs/${name} is held to the house rules: what people wrote by hand is not removed.`);
  const upon = await builtUpon(root, name);
  if (upon.length > 0) throw new Error(`Remove first what is built upon ${name}: ${upon.join(', ')}.`);
  const changed = await changedSince(root, name);
  if (changed.length > 0 && !force) throw new Error(workOf(changed));

  await using tree = new Tree(root);
  await tree.protect(LOCKFILE);
  for (const folder of [`specs/${name}`, `packages/${name}`]) await tree.removeFolder(folder);
  await tree.changeFile(changesetOf(name), () => undefined);
  await tree.changeDevDependencies(CONTRACT_TESTS, packagesOf(name), 'remove');
  await update(root, signal);
  await tree.keep();
  return [
    ...changed.map((file) => `removed  ${file}, which was not as the command wrote it`),
    `removed  specs/${name}, packages/${name} and what knew them`,
  ];
}

function workOf(files: readonly string[]): string {
  const lines = [
    'Nothing is removed, since these files are not as the command wrote them:',
    ...files,
    'Keep elsewhere what you need of them; --force removes them too.',
  ];
  return lines.join('\n');
}

/** Lists what the command did not make. */
async function builtUpon(root: string, name: string): Promise<readonly string[]> {
  const byHand = [
    `packages/contract-tests/facts/${name}.yaml`,
    `packages/facade/src/${name}`,
    `packages/sandbox/src/${name}`,
  ];
  const there = await Promise.all(byHand.map((path) => exists(join(root, path))));
  const own = [`packages/${name}`, `specs/${name}`, CONTRACT_TESTS];
  const packages = await packagesIn(root, '{packages/*,specs/*,examples}/package.json');
  const users = packages.filter(({ manifest, folder }) => {
    const dependencies = { ...manifest.dependencies, ...manifest.devDependencies };
    return !own.includes(folder) && packagesOf(name).some((dependency) => dependency in dependencies);
  });
  return [...byHand.filter((_, index) => there[index]), ...users.map(({ folder }) => folder)];
}
