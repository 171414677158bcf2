import { build } from 'tsdown';
import published from '../tsdown.config.ts';

/** This package as it is published, and minified: a bundler drops what it takes for code without an effect. */
export async function minified(form: { readonly format?: 'iife'; readonly globalName?: string } = {}): Promise<string> {
  const { bundles } = await build({
    ...published,
    ...form,
    entry: ['src/index.ts'],
    config: false,
    clean: false,
    dts: false,
    minify: true,
    sourcemap: false,
    write: false,
    logLevel: 'silent',
  });
  const [chunk] = bundles[0]?.chunks ?? [];
  if (chunk?.type !== 'chunk') throw new Error('the bundle is empty');
  return chunk.code;
}
