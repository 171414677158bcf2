import { addBundled } from './bundled.ts';
import { run } from './run.ts';

/** Writes what a built package brings into an application, as CycloneDX: what is installed with it, and what it bundles. */
export async function writeSbom(folder: string, file: string, signal: AbortSignal): Promise<void> {
  await run('pnpm', ['sbom', '--sbom-format', 'cyclonedx', '--prod', '--filter', '.', '--out', file], {
    cwd: folder,
    signal,
  });
  await addBundled(folder, file);
}
