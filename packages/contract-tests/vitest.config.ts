import { configDefaults, mergeConfig } from 'vitest/config';
import shared, { slow } from '../../vitest.shared.ts';

/** What generates, compiles or packs more than the other tests: tried in the exhaustive run, as `pnpm check:revisions` does. */
const SLOW = slow(
  ...['absorption-facade', 'consumer-types', 'credential-move', 'facade-fields', 'facade-verbs', 'first-call'],
  ...['generated-client', 'generated-imports', 'generation', 'guide-commands', 'kept', 'new-operation'],
  ...['program-types', 'report-stale', 'sandbox-faults', 'sbom', 'skew'],
);

export default mergeConfig(shared, {
  test: {
    exclude: [...configDefaults.exclude, ...SLOW],
    // What reads a spec takes a second to load: once is enough, since no file changes what another one uses.
    isolate: false,
    // It needs what the others build, and so it is the last, with both cores to itself.
    maxWorkers: 2,
    // A README's program is a process of its own.
    maxConcurrency: 2,
  },
});
