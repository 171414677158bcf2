import { defineConfig, type ViteUserConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

const { setupFiles, reporters, ...test } = shared.test ?? {};
// What a browser shows proves nothing of a spec.
const config: ViteUserConfig = defineConfig({ ...shared, test: { ...test, include: ['test/**/*.browser.ts'] } });

export default config;
