import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(shared, {
  test: {
    // What reads a spec takes a second to load: once is enough, since no file changes what another one uses.
    isolate: false,
    // A README's program is a process of its own.
    maxConcurrency: 2,
  },
});
