import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AstroIntegration } from 'astro';

const root = join(import.meta.dirname, '../..');

/** Assembles the site again whenever one of its documents changes, while `astro dev` shows it. */
export function reassemble(sources: readonly string[]): AstroIntegration {
  const watched = new Set(sources.map((source) => join(root, source)));
  let last = Promise.resolve();
  return {
    name: 'reassemble',
    hooks: {
      'astro:server:setup': ({ server, logger }) => {
        const run = async () => {
          // What it prints are the places of mistakes: the site stays as it was until they are mended.
          await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'assemble.ts')]).catch(({ stderr }) =>
            logger.error(stderr),
          );
        };
        server.watcher.add([...watched]);
        server.watcher.on('change', (file) => {
          if (watched.has(file)) last = last.then(run);
        });
      },
    },
  };
}
