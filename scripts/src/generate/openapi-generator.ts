import { join, resolve } from 'node:path';
import { type RunOptions, run } from '../release/run.ts';

const scripts = resolve(import.meta.dirname, '../..');
const oldestJava = 11;

/** Runs openapi-generator, whose first run fetches it in the version of `openapitools.json`. */
export async function openapiGenerator(args: readonly string[], options?: RunOptions): Promise<void> {
  const config = ['--openapitools', join(scripts, 'openapitools.json')];
  await run(join(scripts, 'node_modules/.bin/openapi-generator-cli'), [...config, ...args], options);
}

/** Ends the process with what to install, if openapi-generator could not run. */
export async function requireJava(command: string): Promise<void> {
  if ((await javaVersion()) >= oldestJava) return;
  console.error(`${command} needs Java ${oldestJava} or newer as "java" on the PATH. Install 17, for example with
  apt-get install openjdk-17-jre-headless    (Debian, Ubuntu)
  brew install openjdk@17                    (macOS)
or from https://adoptium.net`);
  process.exit(1);
}

/** 0 if there is none, or one so old that it does not know `--version`. */
async function javaVersion(): Promise<number> {
  try {
    const version = await run('java', ['--version']);
    return Number(/^\S+ (\d+)/.exec(version)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
