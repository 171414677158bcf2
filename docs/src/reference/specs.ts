import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A vendor's API, as the site shows it. */
export interface ApiReference {
  readonly vendor: string;
  /** Where its pages begin. */
  readonly route: string;
  /** Its document, relative to the folder of the site. */
  readonly document: string;
  /** Files of the repository that it stands for. */
  readonly standsFor: readonly string[];
}

/** Writes the document of each vendor from which its reference is made; needs what `pnpm generate` makes. */
export async function writeApiReferences(root: string): Promise<readonly ApiReference[]> {
  const references: ApiReference[] = [];
  for await (const file of glob('packages/*/openapi.json', { cwd: root })) {
    const [, vendor = ''] = file.split('/');
    const document = `.assembled/specs/${vendor}.json`;
    await mkdir(join(root, 'docs/.assembled/specs'), { recursive: true });
    await writeFile(join(root, 'docs', document), await readFile(join(root, file)));
    references.push({
      vendor,
      route: `reference/${vendor}`,
      document,
      standsFor: [file, `specs/${vendor}/openapi.yaml`],
    });
  }
  return references.sort((a, b) => a.vendor.localeCompare(b.vendor));
}
