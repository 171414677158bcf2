import { run } from '../release/run.ts';

export const LOCKFILE = 'pnpm-lock.yaml';

/** The package that imports every client: pnpm and turbo have to know which. */
export const CONTRACT_TESTS = 'packages/contract-tests';

/** The packages of a vendor. */
export function packagesOf(vendor: string): readonly string[] {
  return [`@ticketbridge/${vendor}`, `@ticketbridge/spec-${vendor}`];
}

/** The file that tells consumers of a new vendor. */
export function changesetOf(vendor: string): string {
  return `.changeset/new-${vendor}.md`;
}

/** Installs the workspace as it is now, with its lockfile, and generates what is made of the specs. */
export async function update(root: string, signal: AbortSignal): Promise<void> {
  // In CI pnpm would keep the lockfile.
  await run('pnpm', ['install', '--no-frozen-lockfile', '--prefer-offline'], { cwd: root, signal });
  await run('pnpm', ['run', 'generate', '--output-logs=errors-only'], { cwd: root, signal });
}
