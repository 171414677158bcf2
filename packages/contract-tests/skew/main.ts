// node main.ts [--keep] [TEXT]: the packages of the last release at a vendor that has changed, and those of the changed spec at the vendor
// as it was, each against the other's sandbox. Exits 1 where it goes otherwise than declared.
// TEXT tries the changes with this text in their title. --keep puts what callers keep of that release among the fixtures.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { interruption } from '@ticketbridge/scripts/interruption';
import { lastRelease } from '@ticketbridge/scripts/last-release';
import { CHANGES } from './changes.ts';
import { type Kept, readBack, write } from './kept.ts';
import { sideHere } from './side.ts';
import { generateSide, installRelease } from './sides.ts';
import { tryAll } from './try.ts';

const { values, positionals } = parseArgs({ options: { keep: { type: 'boolean' } }, allowPositionals: true });
const [only = ''] = positionals;
const root = fileURLToPath(new URL('../../..', import.meta.url));
const signal = interruption();

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-skew-'));
try {
  const commit = await lastRelease();
  if (commit === undefined) throw new Error('Nothing was released yet: there is no release to be ahead of.');
  const released = await installRelease(commit, join(folder, 'released'), signal);
  const kept = await write(released.side);
  if (values.keep) await keep(released.version, kept);
  report(`what callers keep of ${released.version} is read`, await readBack(await sideHere(), kept));
  for (const [title, { edits, ticket, published, early }] of Object.entries(CHANGES)) {
    if (!title.includes(only)) continue;
    signal.throwIfAborted();
    const changed = await generateSide(root, join(folder, title.replaceAll(/\W+/g, '-')), edits);
    const problems = [
      ...(await tryAll(released.side, changed, ticket, published)).map(
        (problem) => `last release, new spec: ${problem}`,
      ),
      ...(await tryAll(changed, released.side, undefined, early)).map(
        (problem) => `new spec, last release: ${problem}`,
      ),
    ];
    const outcomes = [published, early].map((trials) => [...new Set(trials.map(({ outcome }) => outcome))].join(', '));
    report(`${title}: ${outcomes.join('; ahead of the vendor: ')}`, problems);
  }
} catch (error) {
  console.error(`skew: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

function report(title: string, problems: readonly string[]): void {
  console.log(title);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

async function keep(version: string, kept: Kept): Promise<void> {
  await writeFile(new URL(`kept/${version}.json`, import.meta.url), `${JSON.stringify(kept, null, 2)}\n`);
}
