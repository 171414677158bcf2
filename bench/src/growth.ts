import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { checkSpec, formatProblem, generateFiles } from '@ticketbridge/scripts';
import { table } from './figures.ts';
import { largeSpec } from './large-spec.ts';
import { median } from './rounds.ts';

const execute = promisify(execFile);
const bench = join(import.meta.dirname, '..');
const SIZES = [10, 100, 1_000];

interface Stages {
  readonly lint: number;
  readonly generate: number;
  readonly typecheck: number;
  readonly create: number;
}

/** How long a vendor with so many operations takes, from its spec to a client, and how that grows. */
export async function growth(): Promise<string> {
  const rows: string[][] = [];
  let smaller: number | undefined;
  for (const operations of SIZES) {
    const { lint, generate, typecheck, create } = await stagesOf(operations);
    const total = lint + generate + typecheck;
    const grown = smaller === undefined ? '' : (total / smaller).toFixed(1);
    smaller = total;
    const seconds = [lint, generate, typecheck, total].map((ms) => (ms / 1_000).toFixed(2));
    rows.push([String(operations), ...seconds, grown, create.toFixed(2)]);
  }
  return table(
    'A vendor of many operations, from its spec to a client',
    ['operations', 'lint, s', 'generate, s', 'typecheck, s', 'together, s', 'x the row above', 'create a client, ms'],
    rows,
  );
}

async function stagesOf(operations: number): Promise<Stages> {
  // Inside the package, so that what is generated finds its imports.
  const folder = await mkdtemp(join(bench, '.growth-'));
  try {
    const spec = join(folder, 'openapi.yaml');
    await writeFile(spec, JSON.stringify(largeSpec(operations), null, 2));
    const [lint, checked] = await timed(() => checkSpec(spec, { vendor: 'large' }));
    if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
    const [generate, files] = await timed(() => generateFiles('large', checked.document));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    await writeFile(join(folder, 'tsconfig.json'), '{ "extends": "../tsconfig.json", "include": ["src"] }');
    const [typecheck] = await timed(() => execute(join(bench, 'node_modules/.bin/tsc'), ['-p', folder]));
    const create = median(Array.from({ length: 15 }, () => creation(folder)));
    return { lint, generate, typecheck, create };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Milliseconds to create the first client of a fresh process. */
function creation(cwd: string): number {
  const code =
    "const { createLarge } = await import('./src/generated/client.ts'); const t = performance.now(); createLarge({ token: 't' }); console.log(performance.now() - t)";
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd });
  if (stderr.length > 0) throw new Error(stderr.toString());
  return Number(stdout);
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const startedAt = performance.now();
  const result = await work();
  return [performance.now() - startedAt, result];
}
