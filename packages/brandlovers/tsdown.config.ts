import type { UserConfig } from 'tsdown';
import shared from '../../tsdown.shared.ts';

const config: UserConfig = {
  ...shared,
  entry: ['src/generated/index.ts', 'src/generated/openapi-fetch.ts'],
  platform: 'neutral',
};

export default config;
