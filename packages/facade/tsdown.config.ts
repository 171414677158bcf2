import type { UserConfig } from 'tsdown';
import shared from '../../tsdown.shared.ts';

const config: UserConfig = {
  ...shared,
  entry: ['src/index.ts', 'src/testing/index.ts'],
  platform: 'neutral',
  unbundle: true,
};

export default config;
