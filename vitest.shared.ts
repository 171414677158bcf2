import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import { observing } from './packages/ledger/src/vitest/plugin.ts';

/** Workspace packages are tested as source: no build stands between an edit and its test. */
const conditions = ['@ticketbridge/source'];

const manifest = readFileSync('package.json', 'utf8');
/** A package that depends on the ledger says what its tests prove, without a word in any of them. */
const isRecorded = manifest.includes('"@ticketbridge/ledger": "workspace:*"');
const ledger = (file: string): string =>
  fileURLToPath(new URL(`packages/ledger/src/vitest/${file}.ts`, import.meta.url));
const recording = isRecorded ? { setupFiles: [ledger('setup')], reporters: ['default', ledger('reporter')] } : {};

const root = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
process.env.SEED ??= `${Date.now()}`;
if (!/^\d{1,15}$/.test(process.env.SEED)) {
  throw new Error(`SEED takes a whole number, such as 7, not "${process.env.SEED}"`);
}
const random: ViteUserConfig = manifest.includes('"fast-check"')
  ? { test: { setupFiles: [root('vitest.random.ts')], globalSetup: [root('vitest.seed.ts')] } }
  : {};

/**
 * The test files, by name, that wait for the exhaustive run: a pattern for each. One that is named on the command line runs
 * whatever it costs.
 */
export function slow(...names: readonly string[]): string[] {
  if (process.env.EXHAUSTIVE) return [];
  const files = names.map((name) => `test/${name}.test.ts`);
  return files.filter((file) => !process.argv.some((argument) => argument.endsWith(file)));
}

const shared: ViteUserConfig = mergeConfig(
  random,
  defineConfig({
    plugins: isRecorded ? [observing()] : [],
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      ...recording,
      // A program on its source spends most of its start on parsing and compiling it: each file once is enough.
      env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)) },
      include: ['test/**/*.test.ts'],
      // Writing what was transformed costs as much as transforming it; a run of its own is in turbo's cache as a whole.
      fsModuleCache: false,
      // A worker for each file costs more than the tests do; none of them changes what another one sees.
      isolate: false,
      // A thread starts in half the time of a process.
      pool: 'threads',
      // A guard against a hang, never a measurement: the machines are shared.
      testTimeout: process.env.EXHAUSTIVE ? 300_000 : 60_000,
      hookTimeout: 60_000,
    },
  }),
);

export default shared;
