import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared, { slow } from '../../vitest.shared.ts';

/** What fills an inbox each time, or starts processes and terminals: tried in the exhaustive run. */
const SLOW = slow('help', 'inbox', 'process', 'readme', 'visible');

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
