import { configDefaults, mergeConfig, type ViteUserConfig } from 'vitest/config';
import shared, { slow } from '../vitest.shared.ts';

/** What builds, packs and installs, makes histories, or walks all there is: tried in the exhaustive run. */
const SLOW = slow(
  'any-document',
  'changeset-check',
  'changeset-histories',
  'exports',
  'exports-of-specs',
  'exports-refused',
  'import-spec',
  'last-release',
  'measure',
  'mutants',
  'new-api',
  'promises',
  'registry-page',
  'release',
  'release-built',
  'release-killed',
  'release-refused',
  'release-stuck',
  'sources',
  'spec-changes-together',
  'spec-files',
  'spec-leaves',
  'telling',
  'without-java',
);

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    exclude: [...configDefaults.exclude, ...SLOW],
    // A signal that a test gives to its own process would end every thread.
    pool: 'forks',
  },
});

export default config;
