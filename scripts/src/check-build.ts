#!/usr/bin/env node
// Refuses to pack a package whose built files are not those of its sources. Runs in the package's folder, from prepack.
import { problemsOfBuild } from './release/build.ts';

const name = process.env.npm_package_name;
const problems = await problemsOfBuild(process.cwd()).catch((error: unknown) => [
  `It cannot be built: ${error instanceof Error ? error.message : error}`,
]);
if (problems.length > 0) {
  console.error(`${name} is not built from what is here:
  ${problems.join('\n  ')}
Run in the root of the workspace, and then pack again:
  npx --yes pnpm@12.21.0 build`);
  process.exitCode = 1;
}
