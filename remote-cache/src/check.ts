// pnpm check:remote-cache: two clones on this machine share a server of builds, as docs/remote-cache.md says. What the
// first builds, the second only fetches; a wrong token fetches nothing.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkingTree } from '@ticketbridge/scripts/copy';
import { interruption } from '@ticketbridge/scripts/interruption';
import { run } from '@ticketbridge/scripts/run';
import { startServer } from './server.ts';

const TOKEN = 'a-token-of-this-run';
const signal = interruption();

const work = await mkdtemp(join(tmpdir(), 'ticketbridge-remote-cache-'));
try {
  await check();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(work, { recursive: true, force: true, maxRetries: 3 });
}

async function check(): Promise<void> {
  await mkdir(join(work, 'artifacts'));
  await using server = await startServer(join(work, 'artifacts'), TOKEN, signal);
  Object.assign(process.env, { TURBO_API: server.url, TURBO_TEAM: 'team_ticketbridge', TURBO_TELEMETRY_DISABLED: '1' });
  const [first, second] = [await cloned('first'), await cloned('second')];

  const built = await build(first, TOKEN);
  if (built.cached > 0) throw new Error(`The first clone found ${built.cached} tasks in an empty cache.`);
  const kept = await readdir(join(work, 'artifacts'), { recursive: true });
  if (kept.length < built.total) throw new Error('The server keeps nothing where it should.');
  console.log(`The first clone built ${built.total} tasks.`);

  const refused = await build(first, 'another-token');
  if (refused.cached > 0) throw new Error('A wrong token reads the cache.');

  const fetched = await build(second, TOKEN);
  if (fetched.cached < fetched.total) throw new Error(`The second clone built: ${fetched.cached} of ${fetched.total}.`);
  for (const name of ['http', 'brandlovers', 'clubcollect', 'facade', 'sandbox', 'inbox', 'cli']) {
    const dist = `packages/${name}/dist`;
    await run('diff', ['-r', join(first, dist), join(second, dist)], { signal });
  }
  console.log(`The second clone built nothing: ${fetched.cached} of ${fetched.total} tasks came from the server.`);
}

async function cloned(name: string): Promise<string> {
  const folder = join(work, name);
  await copyWorkingTree(folder, signal);
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: folder, signal });
  return folder;
}

interface Built {
  readonly cached: number;
  readonly total: number;
}

/** Builds with nothing but the server's cache, and reads what turbo says of it. */
async function build(cwd: string, token: string): Promise<Built> {
  process.env.TURBO_TOKEN = token;
  const args = ['exec', 'turbo', 'run', 'build', '--cache=remote:rw', '--output-logs=errors-only'];
  const printed = await run('pnpm', args, { cwd, signal });
  const [, cached, total] = /Cached:\s+(\d+) cached, (\d+) total/.exec(printed) ?? [];
  if (cached === undefined || total === undefined) throw new Error(`turbo did not say what was cached:\n${printed}`);
  return { cached: Number(cached), total: Number(total) };
}
