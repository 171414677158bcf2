import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** What generates and compiles a sandbox anew: tried in the exhaustive run. */
const SLOW = process.env.EXHAUSTIVE ? [] : ['test/discovery.test.ts'];

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
