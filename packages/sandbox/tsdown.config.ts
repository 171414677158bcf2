import type { UserConfig } from 'tsdown';
import shared from '../../tsdown.shared.ts';

const config: UserConfig = {
  ...shared,
  entry: ['src/index.ts', 'src/cli.ts'],
  platform: 'node',
  // What generated validators import.
  deps: { onlyBundle: ['ajv-formats'] },
  fixedExtension: false,
};

export default config;
