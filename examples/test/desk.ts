import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createTicketbridge } from '@ticketbridge/facade';
import { type Sandbox, type SandboxData, type SandboxOptions, startSandbox } from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';
import { readAccounts } from '../src/configuration.ts';
import { type SandboxProxy, startProxy } from './proxy.ts';

export type Seller = SandboxData['brandlovers']['sellers'][number];
export type Invoice = SandboxData['clubcollect']['partners'][number]['companies'][number]['invoices'][number];

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A program that runs. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A sandbox behind a proxy, the environment that programs find it with, and a facade that looks past the proxy. */
export async function openDesk(tickets: Seller['tickets'], invoices: readonly Invoice[], options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ ...options, data: dataOf(tickets, invoices) });
  onTestFinished(() => sandbox.close());
  const proxy = await startProxy(new URL(sandbox.brandlovers.baseUrl).origin);
  return {
    sandbox,
    proxy,
    env: environment(sandbox, proxy),
    bridge: createTicketbridge(readAccounts(environment(sandbox))),
  };
}

function dataOf(tickets: Seller['tickets'], invoices: readonly Invoice[]): SandboxData {
  const companies = [{ companyId: 'club', invoices }];
  return {
    brandlovers: { sellers: [{ name: 'Shop', token: 'token-of-shop', tickets }] },
    clubcollect: { partners: [{ name: 'Partner', apiKey: 'key-of-partner', companies }] },
  };
}

function environment({ brandlovers, clubcollect }: Sandbox, proxy?: SandboxProxy): Readonly<Record<string, string>> {
  const through = (url: string) => (proxy ? new URL(new URL(url).pathname, proxy.origin).href : url);
  return {
    BRANDLOVERS_URL: through(brandlovers.baseUrl),
    BRANDLOVERS_TOKENS: 'shop=token-of-shop',
    CLUBCOLLECT_URL: through(clubcollect.baseUrl),
    CLUBCOLLECT_API_KEY: 'key-of-partner',
    CLUBCOLLECT_COMPANIES: 'club',
  };
}

/** Starts one of the programs, as a process of its own. */
export function start(program: string, flags: readonly string[], env: Readonly<Record<string, string>>): Running {
  return startCommand(commandOf(program, flags), env);
}

/** The command that runs one of the programs on the packages' source. */
export function commandOf(program: string, flags: readonly string[]): [string, ...string[]] {
  const file = fileURLToPath(new URL(`../src/${program}.ts`, import.meta.url));
  return [process.execPath, file, ...flags];
}

/** Starts a command. */
export function startCommand(
  [command, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Running {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(command, args, { env: { PATH, NODE_COMPILE_CACHE, ...env }, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const closed = once(child, 'close');
  const ended = (async () => {
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await closed;
    return { code: child.exitCode, signal: child.signalCode, out, err };
  })();
  return { process: child, ended };
}

/** Runs one of the programs to its end. */
export async function run(
  program: string,
  flags: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return start(program, flags, env).ended;
}

/** Runs one of the programs in front of a shell's pipe; the exit code that it has there is the last line of `err`. */
export async function runPiped(
  pipe: 'read-one-line' | 'read-nothing',
  program: string,
  flags: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const script = {
    'read-one-line': '{ "$@"; echo $? >&2; } | head -n 1',
    // It starts when what it is piped into has ended.
    'read-nothing': 'trap "" PIPE; { while printf .; do :; done 2>/dev/null; "$@"; echo $? >&2; } | true',
  }[pipe];
  return startCommand(['/bin/sh', '-c', script, 'sh', ...commandOf(program, flags)], env).ended;
}

/** Kills a program with the signal that it cannot see coming. */
export async function kill({ process, ended }: Running): Promise<Ended> {
  process.kill('SIGKILL');
  return ended;
}

/** Waits for what the program is to reach. Should it end before, the test fails with what it said. */
export async function until(reached: Promise<void>, program: Running): Promise<void> {
  const ended = await Promise.race([reached, program.ended]);
  if (ended) throw new Error(`the program ended before it was there: ${JSON.stringify(ended)}`);
}

/** A folder that goes with the test. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Makes a named pipe. */
export function makePipe(path: string): void {
  execFileSync('/bin/sh', ['-c', 'mkfifo "$1"', 'sh', path]);
}

type Status = Seller['tickets'][number]['status'];

export function ticket(ticketId: string | undefined, status: Status = 'OPEN', messages = 1): Seller['tickets'][number] {
  return {
    ...(ticketId !== undefined && { ticketId }),
    status,
    createdAt: '2026-03-01T09:00:00Z',
    messages: Array.from({ length: messages }, (_, index) => ({
      createdAt: `2026-03-01T09:0${index}:00Z`,
      body: `Cadê meu pedido? ${index}`,
      visibility: 'CUSTOMER' as const,
    })),
  };
}

export function invoice(invoiceId: string, ...senders: readonly ('CUSTOMER' | 'COMPANY')[]): Invoice {
  return {
    invoiceId,
    tickets: senders.map((sender, index) => ({
      ticket_id: `${invoiceId}-${index}`,
      message: `Klopt dit bedrag? ${index}`,
      sender,
      date: `2026-03-02T09:0${index}:00Z`,
    })),
  };
}

/** Every case under EXHAUSTIVE, the first otherwise: each starts and kills a process of its own. */
export function sample<T>(cases: readonly [T, ...T[]]): readonly T[] {
  return process.env.EXHAUSTIVE ? cases : [cases[0]];
}
