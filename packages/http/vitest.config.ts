import { build } from 'tsdown';
import { mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';
import published from './tsdown.config.ts';

/** This package as it is published, and minified: a bundler drops what it takes for code without an effect. */
async function bundled() {
  const { bundles } = await build({
    ...published,
    config: false,
    clean: false,
    dts: false,
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const [chunk] = bundles[0]?.chunks ?? [];
  if (chunk?.type !== 'chunk') throw new Error('the bundle is empty');
  const { code } = chunk;
  return {
    name: 'bundled',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === '@ticketbridge/http' ? `\0${id}` : undefined),
    load: (id: string) => (id === '\0@ticketbridge/http' ? code : undefined),
  };
}

// These tests mostly wait: for a deadline to be over, for a pause before another attempt.
const config: ViteUserConfig = mergeConfig(shared, {
  plugins: process.env.EXHAUSTIVE ? [bundled()] : [],
  test: { maxWorkers: 4 },
});

export default config;
