#!/usr/bin/env node
// Writes what `astro build` and `astro dev` read: the content of the site, its navigation, and the documents of the APIs.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assemble } from './assemble/assemble.ts';
import { formatProblem } from './assemble/problem.ts';
import { gather } from './gather.ts';
import type { Assembled } from './navigation.ts';
import { writeFolder } from './write.ts';

const root = join(import.meta.dirname, '../..');

const sources = await gather(root);
const { pages, problems } = assemble(sources);
if (problems.length > 0) {
  console.error(problems.map(formatProblem).join('\n'));
  process.exit(1);
}

const files = new Map([...pages].map(([route, text]) => [`${route}.md`, text]));
await writeFolder(join(import.meta.dirname, 'content/docs'), files);
const listed = [...sources.pages, ...sources.generated];
const site: Assembled = {
  apis: sources.apis,
  keywords: Object.fromEntries([
    ...listed.flatMap(({ route, keywords }) => (keywords === undefined ? [] : [[route, keywords]])),
    ...sources.apis.flatMap(({ keywords }) => Object.entries(keywords)),
  ]),
  pages: listed.map(({ route, title, label = title, group }) => ({
    route,
    title,
    label,
    group,
  })),
  sources: sources.pages.map(({ source }) => source),
};
await writeFile(join(root, 'docs/.assembled/site.json'), JSON.stringify(site, null, 2));
