import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkSpec, formatProblem } from '@ticketbridge/scripts';
import { table } from './figures.ts';
import { largeSpec } from './large-spec.ts';
import { median } from './rounds.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const RUNS = 5;

/** How long `pnpm spec:diff` takes to rate and to measure one breaking change of a spec, from its start to its end. */
export async function specDiff(): Promise<string> {
  const rows = [
    await timeOf('brandlovers', await document('brandlovers')),
    await timeOf('clubcollect', await document('clubcollect')),
    await timeOf('100 operations', largeSpec(100)),
  ];
  return table('What a change of a spec means, by the whole command', ['spec', 's', 'at best'], rows);
}

async function document(vendor: string): Promise<object> {
  const checked = await checkSpec(join(root, 'specs', vendor, 'openapi.yaml'), { rules: 'generation' });
  if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
  return checked.document;
}

async function timeOf(name: string, spec: object): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'spec-diff-'));
  try {
    const [from, to] = [join(folder, 'from.json'), join(folder, 'to.json')];
    const text = JSON.stringify(spec);
    await writeFile(from, text);
    // Each of the specs has a first operation, which is called otherwise then.
    await writeFile(to, text.replace(/"operationId":"(\w+)"/, '"operationId":"$1Renamed"'));
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const start = performance.now();
      await execute('node', ['scripts/src/spec-diff.ts', '--from', from, '--to', to, '--json'], { cwd: root });
      times.push((performance.now() - start) / 1_000);
    }
    return [name, median(times).toFixed(2), Math.min(...times).toFixed(2)];
  } finally {
    await rm(folder, { recursive: true });
  }
}
