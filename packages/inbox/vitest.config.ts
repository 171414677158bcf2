import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared, { slow } from '../../vitest.shared.ts';

const isPostgres = process.env.INBOX_STORE === 'postgres';
/** Every suite but those of the other store. A server of its own needs PostgreSQL on this machine. */
const other = isPostgres ? 'test/sqlite/**' : 'test/postgres/**';
/** What takes a table of interleavings, faults or switches from end to end: tried in the exhaustive run. */
const SLOW = slow(
  ...['brandlovers/poll', 'clubcollect/poll', 'clubcollect/numbered', 'clubcollect/unlisted'],
  ...['crash/controls', 'crash/crash', 'empty-lists', 'forgotten'],
  ...['outbox/cut-short', 'outbox/histories', 'outbox/looks', 'outbox/match', 'outbox/order', 'outbox/sending'],
  ...['outbox/unreadable', 'outbox/forgotten', 'outbox/enqueue', 'outbox/verbs', 'outbox/left'],
  ...['sqlite/processes', 'throttled-polls'],
);

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    exclude: [...configDefaults.exclude, other, ...SLOW],
    globalSetup: isPostgres ? ['test/postgres/setup.ts'] : [],
  },
});

export default config;
