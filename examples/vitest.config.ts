import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../vitest.shared.ts';

/** What is bundled and served, or killed and started again: tried in the exhaustive run. */
const SLOW = process.env.EXHAUSTIVE ? [] : ['auto-responder', 'page'].map((name) => `test/${name}.test.ts`);

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
