import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** What makes a sandbox anew, or asks one thousands of things: tried in the exhaustive run. */
const SLOW = process.env.EXHAUSTIVE
  ? []
  : ['cli', 'discovery', 'no-eval', 'revised', 'strict-document', 'stateless', 'stateless-schemas'].map(
      (name) => `test/${name}.test.ts`,
    );

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
