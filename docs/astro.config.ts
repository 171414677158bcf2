import { join } from 'node:path';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { navigationOf } from './src/navigation.ts';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  trailingSlash: 'always',
  integrations: [
    starlight({
      title: 'Ticketbridge',
      description: 'Typed clients, one model and a local sandbox for the BrandLovers and ClubCollect ticket APIs.',
      sidebar: await navigationOf(root),
      customCss: ['./src/styles/site.css'],
      disable404Route: false,
      credits: false,
    }),
  ],
});
