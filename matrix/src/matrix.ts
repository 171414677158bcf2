// pnpm matrix: the packed packages in every runtime, bundler and compiler that they promise, each of which is shown to
// notice defects. Its tables are those of the README, or it fails; with --write it puts them there.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { interruption } from '@ticketbridge/scripts/interruption';
import { bundleLanes, chromiumLane, workerdLane } from './bundles.ts';
import { compilerLanes } from './compilers.ts';
import type { Lane, Projects } from './lane.ts';
import { openPages } from './pages.ts';
import { processLanes } from './processes.ts';
import { createProject, sabotage, withUndici } from './project.ts';
import { DEFECTS, type Defect, isDefect } from './sabotage.ts';
import { render } from './tables.ts';
import { runTrials, type Trial } from './trials.ts';

const lanes: readonly Lane[] = [...processLanes, workerdLane, chromiumLane, ...bundleLanes, ...compilerLanes];
const signal = interruption();
delete process.env.FORCE_COLOR;

const work = await mkdtemp(join(tmpdir(), 'ticketbridge-matrix-'));
try {
  const failures = await runAll();
  if (failures.length > 0) throw new Error(failures.join('\n'));
  await compareOrWrite(render(lanes));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(work, { recursive: true, force: true, maxRetries: 3 });
}

async function runAll(): Promise<readonly string[]> {
  const folder = await createProject(work, signal);
  const whole = await beside7(folder);
  const defects = Object.keys(DEFECTS).filter(isDefect);
  const broken = await beside7(await sabotage(folder, 'broken', defects));
  await using pages = await openPages(work);
  // What computes first, beside which the others wait for their deadlines.
  const trials = lanes.toReversed().flatMap((lane): Trial[] => [
    { lane, setting: { projects: whole, pages, signal }, expects: 'success' },
    { lane, setting: { projects: broken, pages, signal }, expects: 'failures' },
  ]);
  for (const defect of defects) trials.push(await alone(defect));
  return await runTrials(trials);

  /** One lane shows that a behaviour notices its own defect, not that of another. */
  async function alone(defect: Defect): Promise<Trial> {
    const lane = lanes[0];
    if (lane === undefined) throw new Error('There is no lane.');
    const projects = { folder: await sabotage(folder, defect, [defect]), onUndici7: '' };
    return { lane, setting: { projects, pages, signal }, expects: defect };
  }
}

async function beside7(folder: string): Promise<Projects> {
  return { folder, onUndici7: await withUndici(folder, 'undici-7') };
}

async function compareOrWrite(tables: string): Promise<void> {
  const file = resolve(import.meta.dirname, '../../README.md');
  const readme = await readFile(file, 'utf8');
  const [start, end] = ['<!-- pnpm matrix --write -->\n', '<!-- end -->\n'];
  const [before, rest = ''] = readme.split(start);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error('README.md has no place for the tables.');
  const wanted = `${before}${start}\n${tables}\n${end}${after}`;
  if (process.argv.includes('--write')) await writeFile(file, wanted);
  else if (wanted !== readme) throw new Error('The tables of README.md are not these: run "pnpm matrix --write".');
}
