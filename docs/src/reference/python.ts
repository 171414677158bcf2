import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { GeneratedPage } from '../generated-pages/generated-page.ts';
import { pythonReference } from './python-reference.ts';

/** What a page says whose package was not generated, as for `pnpm docs:dev` without Java. */
const MISSING = `:::caution[Not in this build]
\`pnpm generate:python\` makes this reference, and was not run before: it needs Java. \`pnpm docs:build\` runs it.
:::`;

/** Makes a page of each Python package, from the reference that its generator writes beside it. */
export async function pythonPages(root: string): Promise<readonly GeneratedPage[]> {
  const pages: GeneratedPage[] = [];
  for await (const file of glob('packages/*-python*/generator.yaml', { cwd: root })) {
    const [, folder = ''] = file.split('/');
    pages.push(await pageOf(folder, root));
  }
  return pages.sort((a, b) => a.route.localeCompare(b.route));
}

async function pageOf(folder: string, root: string): Promise<GeneratedPage> {
  const made = `packages/${folder}/generated/docs`;
  const parts = new Map<string, string>();
  for await (const file of glob(`${made}/*.md`, { cwd: root })) {
    parts.set(basename(file), await readFile(join(root, file), 'utf8'));
  }
  return {
    route: `reference/python/${folder}`,
    title: `ticketbridge-${folder.replace('-python', '')}: methods and models`,
    label: `${folder.replace('-python', '')}: methods and models`,
    description: `Every method of the Python package in packages/${folder}, with its parameters and answers, and every model.`,
    group: 'python',
    markdown: parts.size === 0 ? MISSING : pythonReference(parts),
    madeBy: `packages/${folder}/generator.yaml`,
    folder: made,
    standsFor: [...parts.keys()].map((file) => `${made}/${file}`),
  };
}
