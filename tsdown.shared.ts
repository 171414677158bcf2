import type { UserConfig } from 'tsdown';

/** What every package is built with. */
const shared: UserConfig = {
  format: 'esm',
  dts: true,
  sourcemap: true,
  plugins: [
    {
      name: 'declarations-name-no-map',
      // rolldown-plugin-dts makes no maps of declarations, and leaves the comments that name them.
      generateBundle(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk' && file.fileName.endsWith('.d.ts')) {
            file.code = file.code.replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
          }
        }
      },
    },
  ],
};

export default shared;
