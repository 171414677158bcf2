import { readRepository } from '@ticketbridge/scripts/repository';
import type { Sources } from './assemble/assemble.ts';
import { GENERATED_PAGES } from './generated-pages.ts';
import { pagesOf } from './pages.ts';
import { type ApiReference, writeApiReferences } from './reference/specs.ts';

export interface Gathered extends Sources {
  readonly apis: readonly ApiReference[];
}

/** Gathers all that the site is made of from a checkout, in which `pnpm generate` has been run. */
export async function gather(root: string): Promise<Gathered> {
  const apis = await writeApiReferences(root);
  return {
    root,
    repository: await readRepository(root),
    pages: await pagesOf(root),
    generated: (await Promise.all(GENERATED_PAGES.map((make) => make(root)))).flat(),
    others: new Map(apis.flatMap(({ route, standsFor }) => standsFor.map((file) => [file, route]))),
    apis,
  };
}
