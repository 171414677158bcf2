import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StarlightUserConfig } from '@astrojs/starlight/types';
import { GROUPS, type Group, type Page } from './page.ts';
import type { ApiReference } from './reference/specs.ts';

type Navigation = NonNullable<StarlightUserConfig['sidebar']>;

/** What `assemble.ts` wrote that the site's configuration depends on. */
export interface Assembled {
  readonly apis: readonly ApiReference[];
  readonly pages: readonly Pick<Page, 'route' | 'title' | 'label' | 'group'>[];
  /** What search finds pages by besides their text, by their routes. */
  readonly keywords: Readonly<Record<string, string>>;
  /** The documents of which pages are made, relative to the root of the repository. */
  readonly sources: readonly string[];
}

export function readAssembled(): Assembled {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../.assembled/site.json'), 'utf8'));
}

/** Makes the navigation: each group with its pages, the references of the APIs in theirs. */
export function navigationOf({ pages }: Assembled, apiReferences: Navigation): Navigation {
  const linksOf = (key: string) =>
    pages.filter(({ group }) => group === key).map(({ route, title, label = title }) => ({ label, slug: route }));
  return Object.entries(GROUPS).map(([key, { label, isOpen }]) => ({
    label,
    collapsed: !isOpen,
    items: [...linksOf(key), ...(key === API_REFERENCES ? apiReferences : [])],
  }));
}

const API_REFERENCES: Group = 'reference';
