import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type RunOptions, run } from '../release/run.ts';
import { verifyJar } from './generator-jar.ts';

const scripts = resolve(import.meta.dirname, '../..');
const config = join(scripts, 'openapitools.json');
const npmPackage = join(scripts, 'node_modules/@openapitools/openapi-generator-cli');
const oldestJava = 11;

/**
 * Runs openapi-generator in the version of `openapitools.json` and returns what it printed. Its jar is downloaded if it is
 * missing, and verified before it runs.
 */
export async function openapiGenerator(args: readonly string[], options?: RunOptions): Promise<string> {
  const version = await versionIn(config);
  await verifyJar({
    path: join(npmPackage, 'versions', `${version}.jar`),
    url: `https://repo1.maven.org/maven2/org/openapitools/openapi-generator-cli/${version}/openapi-generator-cli-${version}.jar`,
    checksums: join(scripts, 'openapi-generator/jars.sha256'),
  });
  return run(join(scripts, 'node_modules/.bin/openapi-generator-cli'), ['--openapitools', config, ...args], options);
}

async function versionIn(file: string): Promise<string> {
  const version = /"version": "([\d.]+)"/.exec(await readFile(file, 'utf8'))?.[1];
  if (!version) throw new Error(`${file} must name a version of openapi-generator.`);
  return version;
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
