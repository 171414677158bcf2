#!/usr/bin/env node
// Generates what other teams may want from the openapi.json of each client, and compiles it where that takes seconds.
// specs/<vendor>/openapi-generator/<language>.yaml maps the names that a language cannot have.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openapiGenerator, requireJava } from './generate/openapi-generator.ts';
import { interruption } from './release/interruption.ts';
import { run } from './release/run.ts';
import { vendorsIn } from './vendors.ts';

const tsc = resolve(import.meta.dirname, '../node_modules/.bin/tsc');
const compilerOptions = '--noEmit --strict --target es2022 --lib es2022,dom --module esnext --moduleResolution bundler';

interface Language {
  /** As openapi-generator calls it. */
  readonly name: string;
  /** The commands that compile what was generated, in its folder. */
  readonly compile?: readonly (readonly [command: string, ...args: string[]])[];
}

const languages: readonly Language[] = [
  {
    name: 'go',
    compile: [
      ['go', 'build', './...'],
      ['go', 'vet', './...'],
    ],
  },
  { name: 'rust' },
  { name: 'java' },
  { name: 'typescript-fetch', compile: [[tsc, ...compilerOptions.split(' '), 'index.ts']] },
];

const root = process.cwd();
const signal = interruption();

await requireJava('generate:others');
const into = await mkdtemp(join(tmpdir(), 'ticketbridge-others-'));
try {
  // Alone, because the first run may have to fetch the generator.
  await openapiGenerator(['version'], { signal });
  // What other languages cannot have is refused by the house rules alone.
  const vendors = (await vendorsIn(root)).flatMap(({ name, isYoung }) => (isYoung ? [] : [name])).values();
  const work = async (): Promise<void> => {
    for (const vendor of vendors) await generateAll(vendor);
  };
  const outcomes = await Promise.allSettled([work(), work()]);
  // An interruption is one reason for both.
  const reasons = new Set<unknown>(outcomes.flatMap((outcome) => ('reason' in outcome ? [outcome.reason] : [])));
  for (const reason of reasons) report(reason);
} catch (error) {
  report(error);
} finally {
  await rm(into, { recursive: true });
}

async function generateAll(vendor: string): Promise<void> {
  const spec = join(root, 'packages', vendor, 'openapi.json');
  for (const { name, compile = [] } of languages) {
    const output = join(into, vendor, name);
    const config = join(root, 'specs', vendor, 'openapi-generator', `${name}.yaml`);
    const mappings = existsSync(config) ? ['-c', config] : [];
    // The tests are empty stubs that need packages of their own.
    const noTests = ['--global-property', 'apiTests=false,modelTests=false'];
    await openapiGenerator(['generate', '-g', name, '-i', spec, '-o', output, ...mappings, ...noTests], { signal });
    for (const [command, ...args] of compile) await run(command, args, { cwd: output, signal });
    console.log(`${vendor}: ${name} generates${compile.length > 0 ? ' and compiles' : ''}`);
  }
}

function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
