import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

const isPostgres = process.env.INBOX_STORE === 'postgres';
/** Every suite but those of the other store. A server of its own needs PostgreSQL on this machine. */
const other = isPostgres ? 'test/sqlite/**' : 'test/postgres/**';

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    exclude: [...configDefaults.exclude, other],
    globalSetup: isPostgres ? ['test/postgres/setup.ts'] : [],
  },
});

export default config;
