import { folderOf, foldersThatMayNotice } from './folders.ts';
import type { Mutant } from './mutant.ts';
import { lintOf, loadingOf, type Probe, testsOf, typesOf } from './probes.ts';

/** Lists the probes of a mutant: the tests that are known to notice it, and then whatever else may. */
export async function probesFor(root: string, { corner, file, noticedBy }: Mutant): Promise<readonly Probe[]> {
  const folders = await foldersThatMayNotice(root, file);
  const noticed = [...Map.groupBy(noticedBy, folderOf)];
  const all = folders.map((folder) => testsOf(folder, [], true));
  const types = typesOf(folders);
  // The text of a spec is compared with the facts before anything is generated from it.
  return corner === 'spec'
    ? [lintOf(file), ...noticed.map(([folder, files]) => testsOf(folder, files, false)), types, ...all]
    : [loadingOf(folderOf(file)), ...noticed.map(([folder, files]) => testsOf(folder, files, true)), ...all, types];
}
