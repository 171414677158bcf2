#!/usr/bin/env node
// pnpm mutants [--all] [--seed N] [--only TEXT]... [--list] [--report FILE]: makes slips in copies of the working tree, one
// after the other, and fails unless a test, a type or a lint rule notices each. Without --all it tries a sample.
import { randomInt } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { allMutants, chooseByName } from './mutants/all.ts';
import { judgeAll } from './mutants/judge-all.ts';
import { readOptions } from './mutants/options.ts';
import { areAllKilled, describe, reportOf, summarize } from './mutants/report.ts';
import { sample } from './mutants/sample.ts';
import { interruption } from './release/interruption.ts';

const signal = interruption();

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-mutants-'));
try {
  const { all, seed = randomInt(2 ** 31), only, list, report } = readOptions(process.argv.slice(2));
  // What is random in a test has to be the same with a mutant, and when it is tried again.
  process.env.SEED ??= `${seed}`;
  const isSample = !all && only.length === 0;
  // Told now, and not when everything has been tried.
  if (report) await appendFile(report, '');
  const known = chooseByName(await allMutants(process.cwd()), only);
  const chosen = isSample ? sample(known, seed) : known;
  console.log(
    isSample
      ? `${chosen.length} of ${known.length} mutants, --seed ${seed}`
      : `${chosen.length} mutants, SEED=${process.env.SEED}`,
  );
  if (list) for (const { name, says } of chosen) console.log(`${name}: ${says}`);
  else {
    const slots = Math.min(availableParallelism(), chosen.length);
    const judged = await judgeAll(chosen, folder, slots, signal, (one) => console.log(describe(one)));
    if (report) await writeFile(report, `${JSON.stringify(reportOf(isSample ? seed : 'all', judged), null, 2)}\n`);
    console.log(summarize(judged));
    if (!areAllKilled(judged)) process.exitCode = 1;
  }
} catch (error) {
  console.error(`mutants: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
