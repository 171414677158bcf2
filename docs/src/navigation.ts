import type { StarlightUserConfig } from '@astrojs/starlight/types';
import { GENERATED_PAGES } from './generated-pages.ts';
import { GROUPS, pagesOf } from './pages.ts';

type Navigation = NonNullable<StarlightUserConfig['sidebar']>;

/** Makes the navigation of the site: the groups in their order, and in each the pages in theirs. */
export async function navigationOf(root: string): Promise<Navigation> {
  const generated = (await Promise.all(GENERATED_PAGES.map((make) => make(root)))).flat();
  const pages = [...(await pagesOf(root)), ...generated];
  return Object.entries(GROUPS).map(([key, label]) => ({
    label,
    items: pages.filter(({ group }) => group === key).map(({ route, title }) => ({ label: title, slug: route })),
  }));
}
