import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

const isPostgres = process.env.INBOX_STORE === 'postgres';
/** Every suite but those of the other store. A server of its own needs PostgreSQL on this machine. */
const other = isPostgres ? 'test/sqlite/**' : 'test/postgres/**';
/** Mistakes that have to show, sooner or later: tried in the exhaustive run. */
const SLOW = process.env.EXHAUSTIVE ? [] : ['test/crash/controls.test.ts'];

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    exclude: [...configDefaults.exclude, other, ...SLOW],
    globalSetup: isPostgres ? ['test/postgres/setup.ts'] : [],
  },
});

export default config;
