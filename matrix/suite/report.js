// In a process of its own, which prints its report.
import { inspect } from 'node:util';
import { runSuite } from './suite.js';

export async function report(options) {
  console.log(JSON.stringify(await runSuite({ ...options, world: JSON.parse(process.argv[2]), inspect })));
  process.exit();
}
