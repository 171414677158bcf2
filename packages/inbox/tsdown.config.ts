import type { UserConfig } from 'tsdown';
import shared from '../../tsdown.shared.ts';

const config: UserConfig = {
  ...shared,
  entry: ['src/index.ts', 'src/postgres/index.ts'],
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  unbundle: true,
};

export default config;
