import { run } from './run.ts';

/** Writes what a package brings into an application, as CycloneDX. */
export async function writeSbom(folder: string, file: string, signal: AbortSignal): Promise<void> {
  await run('pnpm', ['sbom', '--sbom-format', 'cyclonedx', '--prod', '--filter', '.', '--out', file], {
    cwd: folder,
    signal,
  });
}
