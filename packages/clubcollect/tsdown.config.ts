import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  entry: ['src/generated/index.ts', 'src/generated/openapi-fetch.ts'],
  format: 'esm',
  dts: true,
  platform: 'neutral',
});

export default config;
