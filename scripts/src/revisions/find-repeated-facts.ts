import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../release/run.ts';
import { checkSpec, formatProblem } from '../spec/check.ts';
import { repeatedFacts } from './repeated-facts.ts';

/**
 * Where a fact may stand: in specs and the facts pinned by hand, in revisions, in single changes of a spec, in what is generated or of the past.
 * http, the tests of made-up specs and those of what hides secrets know no vendor: what looks like a fact there is none.
 */
const FACTUAL: readonly RegExp[] = [
  /^specs\//,
  /^packages\/contract-tests\/(facts\/|test\/generated-)/,
  /^packages\/http\/(src|test)\//,
  /^packages\/sandbox\/test\/redact\.test\.ts$/,
  /^scripts\/src\/revisions\//,
  /^scripts\/test\/(fixtures\/frozen|spec-changes)\//,
  /^\.changeset\//,
  /\/(api|CHANGELOG)\.md$/,
  /\.yaml$/,
];

/** Lists the lines that repeat a fact of a vendor's spec, in whatever else of a workspace is written by hand. */
export async function findRepeatedFacts(
  workspace: string,
  vendors: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const files = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const listed = (await run('git', files, { cwd: workspace, signal })).split('\n');
  const found: string[] = [];
  for (const vendor of vendors) {
    const checked = await checkSpec(join(workspace, 'specs', vendor, 'openapi.yaml'));
    if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
    for (const file of listed.filter((name) => name !== '' && !FACTUAL.some((pattern) => pattern.test(name)))) {
      const repeated = repeatedFacts(file, await readFile(join(workspace, file), 'utf8'), checked.document);
      found.push(...repeated.map(({ line, says }) => `${file}:${line}: says "${says}"`));
    }
  }
  return found;
}
