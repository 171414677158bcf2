import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  entry: {
    index: 'src/index.ts',
    undici: 'src/undici/index.ts',
    'openapi-fetch': 'src/openapi-fetch/index.ts',
  },
  format: 'esm',
  dts: true,
  platform: 'neutral',
});

export default config;
