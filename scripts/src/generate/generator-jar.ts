import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setGlobalProxyFromEnv } from 'node:http';
import { basename, dirname } from 'node:path';

export interface GeneratorJar {
  /** Where openapi-generator's npm package looks for it. */
  readonly path: string;
  readonly url: string;
  /** The file that says which checksum each jar has, in the form of `sha256sum`. */
  readonly checksums: string;
}

/**
 * Makes sure that a jar is the one whose checksum is kept here, and downloads it if it is missing. To be called before
 * each run: the npm package would run whatever it finds, or was sent.
 *
 * @throws Error that says what to do; a jar that was downloaded and is another is not kept
 */
export async function verifyJar({ path, url, checksums }: GeneratorJar): Promise<void> {
  const name = basename(path);
  const expected = checksumOf(name, await readFile(checksums, 'utf8'));
  if (!expected) {
    throw new Error(`${checksums} has no checksum of ${name}. Compare the jar with what its publisher says (${url}.sha1,
signed in ${url}.asc), then add the line that "sha256sum ${name}" prints.`);
  }
  const found = await readFile(path).catch(() => undefined);
  if (!found) return download(path, url, expected);
  if (sha256(found) === expected) return;
  throw new Error(`${path} is not the jar that ${checksums} names, and was not run:
  expected sha256 ${expected}
  found           ${sha256(found)}
Delete the file and run the command again, which downloads it anew.`);
}

async function download(path: string, url: string, expected: string): Promise<void> {
  setGlobalProxyFromEnv();
  const answer = await fetch(url).catch((reason: unknown) => {
    throw new Error(`${url} cannot be downloaded. Behind a proxy, set HTTPS_PROXY (and NODE_EXTRA_CA_CERTS).`, {
      cause: reason,
    });
  });
  if (!answer.ok) throw new Error(`${url} cannot be downloaded: it answers ${answer.status}.`);
  const jar = Buffer.from(await answer.arrayBuffer());
  if (sha256(jar) !== expected) {
    throw new Error(`What ${url} gave is not the expected jar, and was neither kept nor run:
  expected sha256 ${expected}
  downloaded      ${sha256(jar)}
Run the command again. If it stays so, what stands between here and there changes downloads: do not trust it.`);
  }
  await mkdir(dirname(path), { recursive: true });
  // Another process may be doing the same: each moves a whole file into place.
  const whole = `${path}.${randomUUID()}`;
  try {
    await writeFile(whole, jar);
    await rename(whole, path);
  } finally {
    await rm(whole, { force: true });
  }
}

function checksumOf(name: string, checksums: string): string | undefined {
  return checksums
    .split('\n')
    .find((line) => line.endsWith(`  ${name}`))
    ?.split(' ')[0];
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
