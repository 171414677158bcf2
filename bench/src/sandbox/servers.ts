import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

type VendorName = 'brandlovers' | 'clubcollect';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A server in a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly port: number;
  /** What stands before an operation's path. */
  readonly basePath: string;
}

/** What the sandbox says of an API. */
export interface Announced {
  readonly baseUrl: string;
  readonly credential: { readonly in: 'header' | 'query'; readonly name: string };
  readonly accounts: readonly { readonly sent: string }[];
}

/** Starts the built command, with further flags of its own and of Node. */
export async function startSandbox(
  vendor: VendorName,
  flags: readonly string[] = [],
  nodeFlags: readonly string[] = [],
): Promise<Running & { readonly api: Announced; readonly apis: Readonly<Record<VendorName, Announced>> }> {
  const args = [...nodeFlags, here('../../../packages/sandbox/dist/cli.js'), '--json', ...flags];
  const stdio =
    nodeFlags.length > 0 ? (['ignore', 'pipe', 'inherit', 'ipc'] as const) : (['ignore', 'pipe', 'inherit'] as const);
  const child = spawn(process.execPath, args, { stdio: [...stdio] });
  const apis: Readonly<Record<VendorName, Announced>> = JSON.parse(await lineOf(child, ''));
  const api = apis[vendor];
  const { port, pathname } = new URL(api.baseUrl);
  return { process: child, port: Number(port), basePath: pathname, api, apis };
}

/** `level` is how much Prism logs; its command logs every request. */
export async function startPrism(vendor: VendorName, level: 'info' | 'silent'): Promise<Running> {
  const port = await freePort();
  const spec = here(`../../../specs/${vendor}/openapi.yaml`);
  const args = ['mock', '--errors', '--host', '127.0.0.1', '--port', String(port), '--verboseLevel', level, spec];
  const child = spawn(here('../../node_modules/.bin/prism'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (level === 'info') await lineOf(child, 'listening');
  else await answers(port);
  return { process: child, port, basePath: '' };
}

/** Waits for a line that holds a text, and lets the others go. */
async function lineOf(child: ChildProcess, wanted: string): Promise<string> {
  if (child.stdout === null) throw new Error('The process has no output');
  const lines = createInterface(child.stdout);
  for await (const line of lines) {
    if (!line.includes(wanted)) continue;
    child.stdout.resume();
    return line;
  }
  throw new Error('The server ended before it was ready');
}

async function answers(port: number): Promise<void> {
  while (!(await fetch(`http://127.0.0.1:${port}`).catch(() => undefined))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Seconds of the processor that a server has taken; `NaN` where the system does not say. */
export function cpuSeconds({ process: { pid } }: Running): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  // What follows the name, which may hold anything: the 12th and the 13th are hundredths in and below the program.
  const [, facts = ''] = readFileSync(file, 'utf8').split(/\) (.*)/s);
  const [user, system] = facts.split(' ').slice(11, 13).map(Number);
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) / 100;
}

export async function stop({ process: child }: Pick<Running, 'process'>): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
