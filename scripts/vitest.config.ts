import { mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../vitest.shared.ts';

// A signal that a test gives to its own process would end every thread.
const config: ViteUserConfig = mergeConfig(shared, { test: { pool: 'forks' } });

export default config;
