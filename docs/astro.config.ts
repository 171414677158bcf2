import { readFileSync } from 'node:fs';
import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import starlightOpenAPI, { createOpenAPISidebarGroup } from 'starlight-openapi';
import { htmlPlugins } from './src/markdown.ts';
import { navigationOf, readAssembled } from './src/navigation.ts';
import { reassemble } from './src/reassemble.ts';

const assembled = readAssembled();
const apis = assembled.apis.map((api) => ({ ...api, group: createOpenAPISidebarGroup() }));

export default defineConfig({
  trailingSlash: 'always',
  // A quotation mark in prose may be one that somebody copies.
  markdown: { processor: satteri({ hastPlugins: htmlPlugins, features: { smartPunctuation: false } }) },
  integrations: [
    reassemble(assembled.sources),
    starlight({
      title: 'Ticketbridge',
      description: 'Typed clients, one model and a local sandbox for the BrandLovers and ClubCollect ticket APIs.',
      sidebar: navigationOf(
        assembled,
        apis.map(({ group }) => group),
      ),
      components: { Hero: './src/components/Hero.astro', PageTitle: './src/components/PageTitle.astro' },
      logo: { src: './public/favicon.svg' },
      head: [
        { tag: 'script', content: readFileSync('src/scripts/keep-what-is-typed.js', 'utf8') },
        { tag: 'script', content: readFileSync('src/scripts/print-light.js', 'utf8') },
        {
          tag: 'script',
          attrs: { type: 'module' },
          content: readFileSync('src/scripts/scroll-by-keyboard.js', 'utf8'),
        },
      ],
      customCss: ['./src/styles/site.css'],
      credits: false,
      pagefind: { ranking: { metaWeights: { title: 5, keywords: 5 } } },
      disable404Route: true,
      plugins: [
        starlightOpenAPI(
          apis.map(({ route, document, group }) => ({
            base: route,
            schema: document,
            sidebar: { group, operations: { badges: true, labels: 'summary' } },
            // They would call the vendor's production.
            snippets: { operation: false, requestBody: false, response: false },
          })),
        ),
      ],
    }),
  ],
});
