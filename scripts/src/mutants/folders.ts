import { packagesIn } from '../release/packages.ts';

/** The folder of the package that a file belongs to, from the root. */
export function folderOf(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

/** Lists the folders of the packages whose tests may notice a change of a file: its own first, then all that use it. */
export async function foldersThatMayNotice(root: string, file: string): Promise<readonly string[]> {
  const own = folderOf(file);
  const packages = await packagesIn(root, 'packages/*/package.json');
  // The sandbox and the proofs read every spec, whatever their manifests say.
  if (own.startsWith('specs/')) return packages.map(({ folder }) => folder);
  const reached = new Set(packages.filter(({ folder }) => folder === own));
  for (const { manifest } of reached) {
    for (const other of packages) {
      const { dependencies, devDependencies } = other.manifest;
      if (manifest.name in { ...dependencies, ...devDependencies }) reached.add(other);
    }
  }
  return [...reached].map(({ folder }) => folder);
}
