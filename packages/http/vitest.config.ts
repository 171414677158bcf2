import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared, { slow } from '../../vitest.shared.ts';
import { minified } from './test/minified.ts';

/** Lets the tests import what is published instead of the source. */
async function bundled() {
  const code = await minified();
  return {
    name: 'bundled',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === '@ticketbridge/http' ? `\0${id}` : undefined),
    load: (id: string) => (id === '\0@ticketbridge/http' ? code : undefined),
  };
}

/** What takes seconds: it is tried with each undici by `pnpm test:undici`, and in the exhaustive run. */
const SLOW = process.env.TRANSPORT ? [] : slow('openapi-fetch', 'undici', 'undici-proxy', 'undici-tunnel');

// These tests mostly wait: for a deadline to be over, for a pause before another attempt.
const config: ViteUserConfig = mergeConfig(shared, {
  resolve: { alias: process.env.TRANSPORT === 'undici7' ? { undici: 'undici-7' } : {} },
  plugins: process.env.EXHAUSTIVE ? [bundled()] : [],
  test: { maxWorkers: 4, exclude: [...configDefaults.exclude, ...SLOW] },
});

export default config;
