import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { GeneratedPage } from '../generated-pages/generated-page.ts';
import { pythonClasses } from './python-classes.ts';
import { pythonReference } from './python-reference.ts';

/** What a page says whose package was not generated, as for `pnpm docs:dev` without Java. */
const MISSING = `:::caution[Not in this build]
\`pnpm generate:python\` makes this reference, and was not run before: it needs Java. \`pnpm docs:build\` runs it.
:::`;

/** Makes the pages of each Python package, from the reference that its generator writes beside it and its doc comments. */
export async function pythonPages(root: string): Promise<readonly GeneratedPage[]> {
  const folders: string[] = [];
  for await (const file of glob('packages/*-python*/generator.yaml', { cwd: root })) {
    folders.push(file.split('/').at(-2) ?? '');
  }
  const pages = folders.sort().map((folder) => [methodsPageOf(folder, root), classesPageOf(folder, root)]);
  return Promise.all(pages.flat());
}

async function methodsPageOf(folder: string, root: string): Promise<GeneratedPage> {
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

/** The modules whose classes programs use besides methods and models. */
const MODULES = ['configuration', 'api_client', 'exceptions'];

async function classesPageOf(folder: string, root: string): Promise<GeneratedPage> {
  const name = folder.replace('-python', '');
  const read = (path: string) => textsOf(`packages/${folder}/generated/*/${path}.py`, root);
  const modules = (await Promise.all(MODULES.map(read))).flat();
  const [api = ''] = await read('api/*_api');
  return {
    route: `reference/python/${folder}/settings`,
    title: `ticketbridge-${name}: settings and exceptions`,
    label: `${name}: settings and exceptions`,
    description: `Configuration, ApiClient, the options of a call and the exceptions of the Python package in packages/${folder}.`,
    group: 'python',
    markdown: modules.length === 0 ? MISSING : pythonClasses(modules, api),
    madeBy: `packages/${folder}/generator.yaml`,
  };
}

async function textsOf(pattern: string, root: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) texts.push(await readFile(join(root, file), 'utf8'));
  return texts;
}
