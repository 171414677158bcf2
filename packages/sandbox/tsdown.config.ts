import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  entry: ['src/index.ts', 'src/cli.ts'],
  format: 'esm',
  dts: true,
  platform: 'node',
  // What generated validators import.
  deps: { onlyBundle: ['ajv-formats'] },
  fixedExtension: false,
});

export default config;
