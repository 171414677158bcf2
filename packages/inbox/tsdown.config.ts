import type { UserConfig } from 'tsdown';
import shared from '../../tsdown.shared.ts';

const config: UserConfig = {
  ...shared,
  entry: ['src/index.ts', 'src/postgres/index.ts'],
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  unbundle: true,
  // Declarations that only our own code needs, Kysely's among them, are left out: no type is a side effect.
  treeshake: { moduleSideEffects: (id) => id.endsWith('/require-node.ts') },
};

export default config;
