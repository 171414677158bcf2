import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** What fills an inbox each time, or starts processes and terminals: tried in the exhaustive run. */
const SLOW = process.env.EXHAUSTIVE
  ? []
  : ['test/help.test.ts', 'test/inbox.test.ts', 'test/process.test.ts', 'test/readme.test.ts', 'test/visible.test.ts'];

const config: ViteUserConfig = mergeConfig(shared, { test: { exclude: [...configDefaults.exclude, ...SLOW] } });

export default config;
