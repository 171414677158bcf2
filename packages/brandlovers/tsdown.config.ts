import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  entry: ['src/generated/index.ts'],
  format: 'esm',
  dts: true,
  platform: 'neutral',
});

export default config;
