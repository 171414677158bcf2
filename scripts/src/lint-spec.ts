#!/usr/bin/env node
import { checkSpec, formatProblem } from './spec/check.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Usage: ticketbridge-lint-spec <openapi.yaml> [...]');
  process.exitCode = 2;
}
for (const file of files) {
  const checked = await checkSpec(file);
  if (checked.ok) {
    console.log(`${file} is clean`);
  } else {
    process.exitCode = 1;
    for (const problem of checked.problems) console.error(formatProblem(problem));
  }
}
