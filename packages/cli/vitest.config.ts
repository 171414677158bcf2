import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** What starts processes and terminals of its own: tried in the exhaustive run. */
const SLOW = process.env.EXHAUSTIVE ? [] : ['test/process.test.ts'];

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
