#!/usr/bin/env node
// Writes what `astro build` and `astro dev` read: the content of the site, its navigation, and the documents of the APIs.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assemble } from './assemble/assemble.ts';
import { formatProblem } from './assemble/problem.ts';
import { gather } from './gather.ts';
import type { Assembled } from './navigation.ts';

const root = join(import.meta.dirname, '../..');
const content = join(import.meta.dirname, 'content/docs');

const sources = await gather(root);
const { pages, problems } = assemble(sources);
if (problems.length > 0) {
  console.error(problems.map(formatProblem).join('\n'));
  process.exit(1);
}

await rm(content, { recursive: true, force: true });
for (const [route, text] of pages) {
  const file = join(content, `${route}.md`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
const listed = [...sources.pages, ...sources.generated].map(({ route, title, group }) => ({ route, title, group }));
const site: Assembled = { apis: sources.apis, pages: listed };
await writeFile(join(root, 'docs/.assembled/site.json'), JSON.stringify(site, null, 2));
