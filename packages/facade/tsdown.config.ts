import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  entry: ['src/index.ts', 'src/testing/index.ts'],
  format: 'esm',
  dts: true,
  platform: 'neutral',
  unbundle: true,
});

export default config;
