#!/usr/bin/env node
// spec-diff [--from COMMIT_OR_FILE] [--to FILE] [--json|--markdown] [--correction POINTER ...]: what the changes of each spec
// since its last release mean for those who call what is made from it; with two files, of any two OpenAPI documents. Ends with 2
// for what cannot be compared.
import { parseArgs } from 'node:util';
import { diffSpecs, together, type Verdict, verdictOf } from './diff/diff-specs.ts';
import { asJson, asMarkdown, asText } from './diff/print.ts';
import { NotComparable, pairsOf } from './diff/spec-files.ts';
import { corrected } from './diff/verdict.ts';
import { formatProblem } from './spec/check.ts';

const USAGE =
  'Usage: pnpm spec:diff [--from <commit or file>] [--to <file>] [--json | --markdown] [--correction <pointer>]...';
const BY_RULES_ALONE = 'Rated by the rules alone, and nothing compiled: no client can be generated from it.';

try {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      correction: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.json && values.markdown) throw new NotComparable('--json and --markdown: choose one of them.');
  const verdicts: Verdict[] = [];
  for (const pair of await pairsOf(process.cwd(), values)) {
    if (pair.refusals.length > 0) console.error(BY_RULES_ALONE);
    for (const problem of pair.refusals) console.error(formatProblem(problem));
    const { changes } = await diffSpecs(pair);
    const named = changes.map((change) => ({ ...change, pointer: `${pair.prefix}${change.pointer}` }));
    verdicts.push(verdictOf(corrected(named, values.correction), pair.version, pair.python));
  }
  const unknown = values.correction.find(
    (at) => !verdicts.some(({ changes }) => changes.some(({ pointer }) => pointer === at)),
  );
  if (unknown !== undefined) throw new NotComparable(`--correction: nothing has changed at ${unknown}.`);
  const print = values.json ? asJson : values.markdown ? asMarkdown : asText;
  console.log(print(together(verdicts)));
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!isUsage && !(error instanceof NotComparable)) throw error;
  console.error(isUsage ? `${error.message}\n${USAGE}` : error.message);
  process.exitCode = 2;
}
