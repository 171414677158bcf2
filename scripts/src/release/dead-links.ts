import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './files.ts';
import { anchorsOf, linksOf } from './markdown.ts';
import { type Page, pageOf, sourcesOf } from './registry-page.ts';

/** Lists the links of a packed README that lead nowhere from its page, one sentence each. It asks no other host. */
export async function problemsOfLinks(folder: string, page: Page, root: string): Promise<string[]> {
  const markdown = await readFile(join(folder, 'README.md'), 'utf8');
  const problems: string[] = [];
  for (const target of linksOf(markdown)) {
    const [address = '', anchor] = target.split('#');
    const file = fileOf(address, folder, page, root);
    if (file === undefined) continue;
    if (!(await exists(file))) problems.push(`README.md leads to ${target}, which is not there.`);
    else if (anchor !== undefined && !(await anchorsIn(file)).includes(anchor)) {
      problems.push(`README.md leads to ${target}: no heading there has this anchor.`);
    }
  }
  return problems;
}

async function anchorsIn(file: string): Promise<readonly string[]> {
  return anchorsOf(await readFile(file, 'utf8'));
}

/** The file here that a link shows there; undefined for what belongs to others. */
function fileOf(
  address: string,
  folder: string,
  { of, published, repository }: Page,
  root: string,
): string | undefined {
  if (address === '') return join(folder, 'README.md');
  if (!URL.canParse(address)) return join(folder, address);
  const other = published.find((candidate) => pageOf(candidate) === address);
  if (other) return join(root, other.folder, 'README.md');
  const sources = repository === undefined ? undefined : `${sourcesOf(of, repository)}/`;
  return sources !== undefined && address.startsWith(sources) ? join(root, address.slice(sources.length)) : undefined;
}
