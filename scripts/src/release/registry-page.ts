import { readFile, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { filesIn } from './files.ts';
import { rewriteLinks } from './markdown.ts';
import { publishedPackages, type WorkspacePackage } from './packages.ts';
import { readRepository } from './repository.ts';

/** What the page of a package in a registry is made from. */
export interface Page {
  readonly of: WorkspacePackage;
  /** Every package that has a page there. */
  readonly published: readonly WorkspacePackage[];
  /** The address of the repository; undefined while it is not known, and nothing can lead there. */
  readonly repository: string | undefined;
}

/** What only this workspace reads of a package.json. */
const workshop = ['scripts', 'devDependencies', 'size-limit'];

export async function pageFor(of: WorkspacePackage, root: string): Promise<Page> {
  return { of, published: await publishedPackages(root), repository: await readRepository(root) };
}

/** Makes an unpacked package one whose page has everything. */
export async function writePage(folder: string, page: Page): Promise<void> {
  const [manifest, readme] = [join(folder, 'package.json'), join(folder, 'README.md')];
  const packed: object = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, `${JSON.stringify(pageManifest(packed, page), null, 2)}\n`);
  const files = await filesIn(folder);
  if (files.includes('README.md')) await writeFile(readme, pageMarkdown(await readFile(readme, 'utf8'), page, files));
}

/** Gives the package.json of a packed package what its page shows: where it is made, and what it does not need. */
export function pageManifest(packed: object, { of, repository }: Page): object {
  const read = Object.entries(packed).filter(([key]) => !workshop.includes(key));
  if (repository === undefined) return Object.fromEntries(read);
  return {
    ...Object.fromEntries(read),
    homepage: `${repository}/tree/HEAD/${of.folder}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: 'git', url: `git+${repository}.git`, directory: of.folder },
  };
}

/**
 * Makes the links of a package's README lead somewhere from its page too: to the pages of the other packages, and to the
 * files of the repository as they are tagged. Without a repository only the links to `files`, what the package itself
 * holds, stay as they are; of the others nothing but the text stays.
 */
export function pageMarkdown(markdown: string, page: Page, files: readonly string[]): string {
  return rewriteLinks(markdown, (target) => pageTarget(target, page, files));
}

function pageTarget(target: string, { of, published, repository }: Page, files: readonly string[]): string | undefined {
  if (target.startsWith('#') || URL.canParse(target)) return target;
  const [path = '', anchor] = target.split('#');
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  const file = posix.join(of.folder, path);
  const other = published.find(({ folder }) => [folder, `${folder}/README.md`].includes(file));
  if (other) return `${pageOf(other)}${suffix}`;
  if (repository !== undefined) return `${sourcesOf(of, repository)}/${file}${suffix}`;
  return files.includes(path) ? target : undefined;
}

/** The page of one version of a package. */
export function pageOf({ manifest }: WorkspacePackage): string {
  return `https://www.npmjs.com/package/${manifest.name}/v/${manifest.version}`;
}

/** The files of the repository as the tag of a package's release has them. */
export function sourcesOf({ manifest }: WorkspacePackage, repository: string): string {
  return `${repository}/blob/${manifest.name}@${manifest.version}`;
}
