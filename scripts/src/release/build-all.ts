import { join } from 'node:path';
import { run } from './run.ts';

/** Installs what the workspace of a release is built with. */
export async function installAll(cwd: string, signal: AbortSignal): Promise<void> {
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd, signal });
}

/**
 * Generates and builds all packages of a checkout from its sources alone. turbo reads no cache: whoever can write to one,
 * this clone's or a shared one, would decide what is published.
 */
export async function buildAll(cwd: string, signal: AbortSignal): Promise<void> {
  const inherited = Object.keys(process.env).filter((name) => name.startsWith('TURBO_'));
  const env = {
    ...Object.fromEntries(inherited.map((name) => [name, undefined])),
    TURBO_CACHE: 'local:w',
    TURBO_CACHE_DIR: join(cwd, '.turbo/release'),
  };
  await run('pnpm', ['run', 'build'], { cwd, signal, env });
}
