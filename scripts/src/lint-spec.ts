#!/usr/bin/env node
// ticketbridge-lint-spec [--generation-only] FILE ...: fails for each spec that breaks a rule; with the flag only for one from
// which wrong code would be generated.
import { parseArgs } from 'node:util';
import { checkSpec, formatProblem } from './spec/check.ts';

const { values, positionals: files } = parseArgs({
  options: { 'generation-only': { type: 'boolean' } },
  allowPositionals: true,
});
const rules = values['generation-only'] ? 'generation' : 'all';
if (files.length === 0) {
  console.error('Usage: ticketbridge-lint-spec [--generation-only] <openapi.yaml> [...]');
  process.exitCode = 2;
}
for (const file of files) {
  const checked = await checkSpec(file, { rules });
  if (checked.ok) {
    console.log(`${file} is clean`);
  } else {
    process.exitCode = 1;
    for (const problem of checked.problems) console.error(formatProblem(problem));
  }
}
