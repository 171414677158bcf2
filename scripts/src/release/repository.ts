import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reads the address of the repository, such as `https://github.com/owner/name`: the `repository` of the root's
 * package.json, the one fact that a registry's pages need and no file here can know. Undefined while it is not set.
 *
 * @throws Error for an address of another form, with what to write
 */
export async function readRepository(root: string): Promise<string | undefined> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('repository' in manifest)) return undefined;
  const [, address] =
    /^(?:git\+)?(https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(urlOf(manifest.repository)) ?? [];
  if (address !== undefined) return address;
  throw new Error(
    'The repository of the root\'s package.json is not understood: write "https://github.com/OWNER/NAME".',
  );
}

function urlOf(repository: unknown): string {
  const url =
    typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : repository;
  return typeof url === 'string' ? url : '';
}
