// node main.ts [STATUS]: what the tests proved, as reports/contract.json and reports/contract.html. STATUS is how the test
// run exited. Exits 1 for what is not proven, and after a test run that failed.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildLedger } from './build.ts';
import { parseExcuses } from './excuses.ts';
import type { WrittenLedger } from './ledger.ts';
import { renderPage } from './page.ts';
import { readRecords } from './records.ts';
import { planSections } from './rows.ts';

const EXCUSES = 'packages/contract-tests/report/excuses.yaml';
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { ledger, problems } = buildLedger(
  await planSections(),
  await readRecords(root, Number(process.argv[2] ?? 0)),
  parseExcuses(EXCUSES, await readFile(join(root, EXCUSES), 'utf8')),
);
const folder = join(root, 'reports');
await mkdir(folder, { recursive: true });
const written: WrittenLedger = { commit: currentCommit(), ...ledger };
await writeFile(join(folder, 'contract.json'), `${JSON.stringify(written, null, 1)}\n`);
await writeFile(join(folder, 'contract.html'), await renderPage(ledger));

const { pairs, states } = ledger.summary;
for (const column of ledger.columns) {
  const counts = (['green', 'amber', 'red', 'grey'] as const).map((state) => `${states[state][column]} ${state}`);
  console.log(`${column.padEnd(11)} ${pairs.proven[column]}/${pairs.total} pairs; cells: ${counts.join(', ')}`);
}
const SHOWN = 40;
for (const problem of problems.slice(0, SHOWN)) console.log(problem);
if (problems.length > SHOWN) console.log(`... and ${problems.length - SHOWN} more: see the page.`);
console.log(`The page is ${join(folder, 'contract.html')}`);
process.exitCode = problems.length > 0 ? 1 : 0;

function currentCommit(): string {
  return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
}
