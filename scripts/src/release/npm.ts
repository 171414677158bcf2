import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type RunOptions, run } from './run.ts';
import { UnpublishableError } from './unpublishable.ts';
import { tagOf } from './version-commit.ts';

/** A packed version of a package. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  /** As registries state it: `sha512-` and the digest in base64. */
  readonly integrity: string;
  /** What a consumer who names no version asks for: `latest`, or the word of a series of prereleases. */
  readonly distTag: string;
}

export async function integrityOf(file: string): Promise<string> {
  return `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
}

/**
 * Tells whether the registry has a version.
 *
 * @throws UnpublishableError if what it has under this number has another content
 */
export async function isPublished({ name, version, integrity }: Packed, options: RunOptions): Promise<boolean> {
  const published = await publishedIntegrity(name, version, options);
  if (published === undefined || published === integrity) return published !== undefined;
  throw new UnpublishableError(
    `The registry has another ${name}@${version} than its version commit gives (${published}, not ${integrity}). ` +
      'A published version never changes: a release has to pass this number by, see docs/releasing.md.',
  );
}

/** Publishes a version under its dist-tag. */
export async function publish(packed: Packed, options: RunOptions): Promise<void> {
  try {
    await run('npm', ['publish', packed.file, '--access', 'public', '--tag', packed.distTag], options);
  } catch (error) {
    // What a killed release had begun may have reached the registry after we asked.
    if (!(await isPublished(packed, options))) throw error;
  }
}

async function publishedIntegrity(name: string, version: string, options: RunOptions): Promise<string | undefined> {
  const args = ['view', tagOf({ name, version }), 'dist.integrity', '--prefer-online'];
  try {
    return (await run('npm', args, options)).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && error.message.includes('E404')) return undefined;
    throw error;
  }
}
