import { run } from './run.ts';
import type { Tarball } from './tarball.ts';

/** Publishes to the registry that the project's `.npmrc` names. Of any version: npm refuses a prerelease without a tag. */
export async function publishTarballs(
  tarballs: readonly Pick<Tarball, 'file'>[],
  project: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { file } of tarballs) await run('npm', ['publish', file, '--tag', 'rehearsal'], { cwd: project, signal });
}
