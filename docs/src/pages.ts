import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { FIXED_PAGES } from './fixed-pages.ts';
import type { Page } from './page.ts';

/** Lists the pages of a checkout: each vendor and each Python package adds its own. */
export async function pagesOf(root: string): Promise<readonly Page[]> {
  const vendors = await foldersOf('specs/*/openapi.yaml', root);
  const pythons = await foldersOf('packages/*-python*/generator.yaml', root);
  const changed = await foldersOf('packages/*/CHANGELOG.md', root);
  return [...FIXED_PAGES, ...vendors.flatMap(pagesOfVendor), ...pythons.map(pageOfPython), ...changed.map(changelogOf)];
}

function changelogOf(folder: string): Page {
  const name = folder.endsWith('-python') ? `ticketbridge-${folder.replace('-python', '')}` : `@ticketbridge/${folder}`;
  return {
    route: `changes/${folder}`,
    title: `Changes of ${name}`,
    label: folder,
    description: `The changelog of ${name}, from the last release to the first.`,
    source: `packages/${folder}/CHANGELOG.md`,
    group: 'changes',
  };
}

function pagesOfVendor(vendor: string): Page[] {
  return [
    {
      route: `packages/${vendor}`,
      title: `@ticketbridge/${vendor}`,
      label: vendor,
      description: `The typed client of the ${vendor} API.`,
      source: `packages/${vendor}/README.md`,
      group: 'packages',
    },
    {
      route: `packages/${vendor}/calls`,
      title: `Every call of @ticketbridge/${vendor}`,
      label: `${vendor}: every call`,
      description: `Servers, credential and every call of @ticketbridge/${vendor}, with its limits and refusals.`,
      source: `packages/${vendor}/api.md`,
      group: 'packages',
    },
    {
      route: `maintaining/specs/${vendor}`,
      title: `Decisions in the ${vendor} spec`,
      label: `Decisions: ${vendor}`,
      description: `What the page of ${vendor} leaves open, and what its spec decided.`,
      source: `specs/${vendor}/README.md`,
      group: 'maintaining',
    },
  ];
}

function pageOfPython(folder: string): Page {
  return {
    route: `python/${folder}`,
    title: `ticketbridge-${folder.replace('-python', '')}`,
    label: folder.replace('-python', ''),
    description: `The Python package that packages/${folder} makes of its spec.`,
    keywords: 'pip wheel install ApiClient Configuration ApiException NotFoundException TicketsApi',
    source: `packages/${folder}/README.md`,
    group: 'python',
  };
}

/** Lists the names of the folders that hold a file, in the order of the alphabet. */
async function foldersOf(pattern: string, root: string): Promise<string[]> {
  const folders: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) folders.push(join(root, file).split('/').at(-2) ?? '');
  return folders.sort();
}
