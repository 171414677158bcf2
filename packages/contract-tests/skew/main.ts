// node main.ts: the packages of the last release at a vendor that has changed, and those of the changed spec at the vendor
// as it was, each against the other's sandbox. Exits 1 where it goes otherwise than declared.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastRelease } from '@ticketbridge/scripts/last-release';
import { CHANGES } from './changes.ts';
import { generateSide, installRelease } from './sides.ts';
import { tryAll } from './try.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort(new Error(`${name}.`)));

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-skew-'));
try {
  const commit = await lastRelease();
  if (commit === undefined) throw new Error('Nothing was released yet: there is no release to be ahead of.');
  const released = await installRelease(commit, join(folder, 'released'), interruption.signal);
  const only = process.argv[2] ?? '';
  for (const [title, { edits, ticket, published, early }] of Object.entries(CHANGES)) {
    if (!title.includes(only)) continue;
    interruption.signal.throwIfAborted();
    const changed = await generateSide(root, join(folder, title.replaceAll(/\W+/g, '-')), edits);
    const problems = [
      ...(await tryAll(released, changed, ticket, published)).map((problem) => `last release, new spec: ${problem}`),
      ...(await tryAll(changed, released, undefined, early)).map((problem) => `new spec, last release: ${problem}`),
    ];
    const outcomes = [published, early].map((trials) => [...new Set(trials.map(({ outcome }) => outcome))].join(', '));
    console.log(`${title}: ${outcomes.join('; ahead of the vendor: ')}`);
    for (const problem of problems) console.error(`  ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(`skew: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
