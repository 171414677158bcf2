import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared, { slow } from '../../vitest.shared.ts';

/** What makes a sandbox anew, or asks one thousands of things: tried in the exhaustive run. */
const SLOW = slow('cli', 'discovery', 'no-eval', 'revised', 'strict-document', 'stateless', 'stateless-schemas');

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
