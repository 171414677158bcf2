import { availableParallelism } from 'node:os';
import type { Report } from '../suite/world.ts';
import type { Lane, Setting } from './lane.ts';

/** A lane that is tried with whole packages, or with packages in which it has to find defects: all, or a certain one. */
export interface Trial {
  readonly lane: Lane;
  readonly setting: Setting;
  readonly expects: string;
}

/** Runs the trials, a few at a time, and resolves to what went otherwise than expected. */
export async function runTrials(trials: readonly Trial[]): Promise<readonly string[]> {
  const failures: string[] = [];
  const waiting = [...trials];
  const work = async (): Promise<void> => {
    for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift()) {
      const start = performance.now();
      const failure = await failureOf(trial);
      const { lane, expects } = trial;
      const name = `${lane.row}, ${lane.column}`;
      const title = expects === 'success' ? name : `${name}, notices ${expects === 'failures' ? 'defects' : expects}`;
      const seconds = ((performance.now() - start) / 1_000).toFixed(1);
      console.log(`${failure === '' ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)`);
      if (failure !== '') failures.push(`${title}:\n${failure}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() * 2 }, work));
  return failures;
}

async function failureOf({ lane, setting, expects }: Trial): Promise<string> {
  let report: Report;
  try {
    report = await lane.run(setting);
  } catch (error) {
    setting.signal.throwIfAborted();
    // Also where failures are expected: a package that cannot even be loaded proves nothing of the suite.
    return `it cannot be run: ${error instanceof Error ? error.message : error}`;
  }
  const wrong = Object.entries(report).filter(([, problem]) => problem !== '');
  if (expects === 'success') return wrong.map(([name, problem]) => `  ${name}: ${problem}`).join('\n');
  const unnoticed = Object.keys(report).filter((name) => report[name] === '');
  if (expects === 'failures') return unnoticed.map((name) => `  ${name} passes with a defect`).join('\n');
  return unnoticed.includes(expects) || !(expects in report) ? `  ${expects} passes with a defect` : '';
}
