import { mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

// These tests mostly wait: for a deadline to be over, for a pause before another attempt.
const config: ViteUserConfig = mergeConfig(shared, { test: { maxWorkers: 4 } });

export default config;
