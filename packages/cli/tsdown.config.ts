import type { UserConfig } from 'tsdown';
import shared from '../../tsdown.shared.ts';

const config: UserConfig = {
  ...shared,
  // It is a command: nothing of it can be imported.
  dts: false,
  entry: ['src/bin.ts'],
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  unbundle: true,
};

export default config;
