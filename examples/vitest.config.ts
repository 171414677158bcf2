import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared, { slow } from '../vitest.shared.ts';

/** What is bundled and served, or killed and started again: tried in the exhaustive run. */
const SLOW = slow('auto-responder', 'page');

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
