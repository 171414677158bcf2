import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { Miniflare } from 'miniflare';
import { rollup } from 'rollup';
import * as vite from 'vite';
import type { Report, World } from '../suite/world.ts';
import { type Lane, PASSES, PASSES_AND_RESENDS } from './lane.ts';
import { onSandbox } from './on-sandbox.ts';
import { currentNode, runInProcess } from './processes.ts';
import { versionOf } from './versions.ts';

/** Each makes one file of a project's `page.js`, or of its `import.js` for Node, as an application of it would. */
const BUNDLERS = [
  {
    alias: 'esbuild',
    name: 'esbuild',
    async forBrowser(project: string) {
      const file = join(project, 'esbuild/page.js');
      await esbuild.build({ ...built(project, 'page.js', file), minify: true });
      return htmlFor(file);
    },
    async forNode(project: string) {
      const file = join(project, 'esbuild/import.js');
      await esbuild.build({ ...built(project, 'import.js', file), platform: 'node' });
      return file;
    },
  },
  {
    alias: 'rollup',
    name: 'Rollup',
    forBrowser: async (project: string) => htmlFor(await rolled(project, 'page.js')),
    forNode: (project: string) => rolled(project, 'import.js'),
  },
  {
    alias: 'vite',
    name: 'Vite',
    async forBrowser(project: string) {
      await writeFile(join(project, 'vite.html'), '<!doctype html><script type="module" src="./page.js"></script>\n');
      await viteBuild(project, { rolldownOptions: { input: join(project, 'vite.html') } });
      return join(project, 'vite/vite.html');
    },
    async forNode(project: string) {
      await viteBuild(project, { ssr: join(project, 'import.js') });
      return join(project, 'vite/import.js');
    },
  },
] as const;

export const bundleLanes: readonly Lane[] = BUNDLERS.flatMap(({ alias, name, forBrowser, forNode }): Lane[] => {
  const lane = { table: 'bundlers', row: `${name} ${versionOf(alias)}` } as const;
  return [
    {
      ...lane,
      column: 'in Chromium',
      cell: PASSES_AND_RESENDS,
      run: onSandbox({
        node: currentNode,
        resends: true,
        run: async ({ projects, pages }, world) => pages.run(await forBrowser(projects.folder), world),
      }),
    },
    {
      ...lane,
      column: 'in Node',
      cell: PASSES,
      run: onSandbox({
        node: currentNode,
        run: async ({ projects: { folder }, signal }, world) =>
          runInProcess([currentNode, await forNode(folder)], { cwd: folder, world, signal }),
      }),
    },
  ];
});

/** workerd loads no package: a worker comes bundled, as wrangler does it. */
export const workerdLane: Lane = {
  table: 'runtimes',
  row: `workerd (miniflare ${versionOf('miniflare')})`,
  column: 'import',
  cell: PASSES,
  run: onSandbox({ node: currentNode, run: ({ projects }, world) => runInWorker(projects.folder, world) }),
};

/** The packages' own modules: an import map says which file each entry is. */
export const chromiumLane: Lane = {
  table: 'runtimes',
  row: 'Chromium',
  column: 'import',
  cell: PASSES_AND_RESENDS,
  run: onSandbox({
    node: currentNode,
    resends: true,
    run: async ({ projects, pages }, world) => pages.run(await unbundled(projects.folder), world),
  }),
};

async function runInWorker(folder: string, world: World): Promise<Report> {
  const scriptPath = join(folder, 'workerd/worker.js');
  const conditions = ['workerd', 'worker', 'browser'];
  await esbuild.build({ ...built(folder, 'worker.js', scriptPath), conditions });
  const worker = new Miniflare({
    modules: true,
    modulesRoot: folder,
    scriptPath,
    compatibilityDate: '2026-07-01',
    // Asks a host on the internet otherwise.
    cf: false,
  });
  try {
    const answer = await worker.dispatchFetch('http://worker/', { method: 'POST', body: JSON.stringify(world) });
    return JSON.parse(await answer.text());
  } finally {
    await worker.dispose();
  }
}

async function unbundled(folder: string): Promise<string> {
  const file = join(folder, 'unbundled.html');
  const entry = (name: string, path = 'dist/index.js') => [name, `./node_modules/${name}/${path}`] as const;
  const imports = Object.fromEntries([
    ...['http', 'brandlovers', 'clubcollect', 'facade'].map((name) => entry(`@ticketbridge/${name}`)),
    ...['http', 'brandlovers'].map(
      (name) =>
        [`@ticketbridge/${name}/openapi-fetch`, entry(`@ticketbridge/${name}`, 'dist/openapi-fetch.js')[1]] as const,
    ),
    entry('openapi-fetch', 'dist/index.mjs'),
  ]);
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  await writeFile(file, `<!doctype html>${map}<script type="module" src="./page.js"></script>\n`);
  return file;
}

function built(project: string, entry: string, outfile: string): esbuild.BuildOptions {
  return {
    entryPoints: [join(project, entry)],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  };
}

async function rolled(project: string, entry: string): Promise<string> {
  const file = join(project, 'rollup', entry);
  const plugins = [nodeResolve({ browser: entry === 'page.js' })];
  const bundle = await rollup({ input: join(project, entry), plugins, external: /^node:/ });
  await bundle.write({ file, format: 'es', inlineDynamicImports: true });
  await bundle.close();
  return file;
}

async function viteBuild(project: string, build: vite.BuildOptions): Promise<void> {
  const outDir = join(project, 'vite');
  await vite.build({
    root: project,
    configFile: false,
    logLevel: 'error',
    base: './',
    ssr: { noExternal: true },
    build: { outDir, emptyOutDir: false, ...build },
  });
}

async function htmlFor(file: string): Promise<string> {
  const page = file.replace(/js$/, 'html');
  await writeFile(page, '<!doctype html><script type="module" src="./page.js"></script>\n');
  return page;
}
