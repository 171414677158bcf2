import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../vitest.shared.ts';

/** The page is bundled and served: it is tried in the exhaustive run, and in Chromium. */
const SLOW = process.env.EXHAUSTIVE ? [] : ['test/page.test.ts'];

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
