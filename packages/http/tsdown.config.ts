import type { UserConfig } from 'tsdown';
import shared from '../../tsdown.shared.ts';

const config: UserConfig = {
  ...shared,
  entry: {
    index: 'src/index.ts',
    undici: 'src/undici/index.ts',
    'openapi-fetch': 'src/openapi-fetch/index.ts',
  },
  platform: 'neutral',
};

export default config;
