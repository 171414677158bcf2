import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared, { slow } from '../../vitest.shared.ts';

/** What fills an inbox each time, or starts processes and terminals: tried in the exhaustive run. */
const SLOW = slow('advice', 'help', 'inbox', 'process', 'readme', 'times', 'visible');

const isPostgres = process.env.INBOX_STORE === 'postgres';
/** A server of its own needs PostgreSQL on this machine, and is that of the inbox. */
const other = isPostgres ? 'test/*.test.ts' : 'test/postgres/**';

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    exclude: [...configDefaults.exclude, other, ...SLOW],
    globalSetup: isPostgres ? ['../inbox/test/postgres/setup.ts'] : [],
  },
});

export default config;
