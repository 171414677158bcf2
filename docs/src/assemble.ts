#!/usr/bin/env node
// Writes the content of the site, which `astro build` and `astro dev` read, from the documents of the repository.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readRepository } from '@ticketbridge/scripts/repository';
import { assemble } from './assemble/assemble.ts';
import { formatProblem } from './assemble/problem.ts';
import { GENERATED_PAGES } from './generated-pages.ts';
import { pagesOf } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const content = join(import.meta.dirname, 'content/docs');

const { pages, problems } = assemble({
  root,
  repository: await readRepository(root),
  pages: await pagesOf(root),
  generated: (await Promise.all(GENERATED_PAGES.map((make) => make(root)))).flat(),
  others: new Map(),
});
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
