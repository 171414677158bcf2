import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createTicketbridge } from '@ticketbridge/facade';
import { type Sandbox, type SandboxData, startSandbox } from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';
import { readAccounts } from '../src/configuration.ts';

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

/** A sandbox, the environment that programs find it with, and a facade. */
export async function openDesk(tickets: Seller['tickets'], invoices: readonly Invoice[]) {
  const sandbox = await startSandbox({
    data: {
      brandlovers: { sellers: [{ name: 'Shop', token: 'token-of-shop', tickets }] },
      clubcollect: {
        partners: [{ name: 'Partner', apiKey: 'key-of-partner', companies: [{ companyId: 'club', invoices }] }],
      },
    },
  });
  onTestFinished(() => sandbox.close());
  const env = environment(sandbox);
  return { sandbox, env, bridge: createTicketbridge(readAccounts(env)) };
}

function environment({ brandlovers, clubcollect }: Sandbox): Readonly<Record<string, string>> {
  return {
    BRANDLOVERS_URL: brandlovers.baseUrl,
    BRANDLOVERS_TOKENS: 'shop=token-of-shop',
    CLUBCOLLECT_URL: clubcollect.baseUrl,
    CLUBCOLLECT_API_KEY: 'key-of-partner',
    CLUBCOLLECT_COMPANIES: 'club',
  };
}

/** Starts one of the programs, as a process of its own. */
export function start(program: string, flags: readonly string[], env: Readonly<Record<string, string>>): Running {
  return startCommand(commandOf(program, flags), env);
}

/** The command that runs one of the programs on the packages' source. */
function commandOf(program: string, flags: readonly string[]): [string, ...string[]] {
  const file = fileURLToPath(new URL(`../src/${program}.ts`, import.meta.url));
  return [process.execPath, file, ...flags];
}

/** Starts a command. */
function startCommand(
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

/** Kills a program with the signal that it cannot see coming. */
export async function kill({ process, ended }: Running): Promise<Ended> {
  process.kill('SIGKILL');
  return ended;
}

/** A folder that goes with the test. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
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
