#!/usr/bin/env node
// Fails when something that consumers get has changed since the last version commit and no changeset tells them, or tells
// a change of a spec with a smaller bump than it has, or an inventory is stale. BASE=<commit> compares code with where this
// branch left that commit, as a pull request needs it; specs are compared with their last release.
import { pendingChangesets } from './release/changesets.ts';
import { WORKING_TREE } from './release/coverage.ts';
import { History } from './release/history.ts';
import { specRater } from './release/rate-spec.ts';
import { specChanges } from './release/spec-changes.ts';
import { staleInventories } from './release/stale-inventories.ts';
import { type Untold, untoldChanges } from './release/untold.ts';
import { judgeSpecs, type SpecJudgement } from './release/untold-specs.ts';

/** Each finding, and last of each kind what to do. */
async function findProblems(root: string): Promise<string[]> {
  const untold = await untoldChanges(root, process.env.BASE || undefined);
  const { problems, lowered } = await judge(root);
  const stale = await staleInventories(root);
  for (const text of lowered) console.log(`A person lowered a bump. ${text}`);
  return [
    ...untold.map(describe),
    ...(untold.length > 0 ? [CODE] : []),
    ...problems,
    ...(problems.length > 0 ? [SPECS] : []),
    ...stale,
    ...(stale.length > 0 ? ['Write it, and commit it with the change of the spec:\n  pnpm generate'] : []),
  ];
}

async function judge(root: string): Promise<SpecJudgement> {
  const history = new History(root);
  if (!history.hasCommits()) return { problems: [], lowered: [] };
  return judgeSpecs(await specChanges(root, history, specRater(root)), await pendingChangesets(root));
}

function describe({ name, since, changes }: Untold): string {
  const files = changes.map(
    ({ file, change }) => `  ${file} (${change === WORKING_TREE ? 'not committed' : `commit ${change.slice(0, 9)}`})`,
  );
  return [`${name} has changed since ${since.slice(0, 9)}, and no changeset tells it:`, ...files].join('\n');
}

const CODE = `A changeset counts for what changed in the commit that wrote or changed it, and before; an older one does not.
Say what a consumer will notice, in a new one or in one of yours that is pending:
  pnpm exec changeset
or that there is nothing to notice:
  pnpm exec changeset add --empty`;

const SPECS = `A changeset tells a change of a spec by its digest. To write that, and the bumps:
  pnpm spec:change
or into a changeset of yours:
  pnpm spec:change --for .changeset/FILE.md
To keep a smaller bump, say in that changeset why:
  <!-- lowered PACKAGE: REASON -->`;

try {
  const problems = await findProblems(process.cwd());
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log('What consumers get is as it was, or a changeset tells them.');
} catch (error) {
  console.error(`changeset-check: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
