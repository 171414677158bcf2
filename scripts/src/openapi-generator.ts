#!/usr/bin/env node
// Runs openapi-generator with the arguments that it is given, its jar verified before.
import { openapiGenerator, requireJava } from './generate/openapi-generator.ts';

await requireJava('openapi-generator');
try {
  console.log(await openapiGenerator(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
