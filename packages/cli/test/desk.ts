import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Sandbox, type SandboxData, type SandboxOptions, startSandbox } from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';
import type { Io } from '../src/io.ts';
import { run } from '../src/run.ts';

type Seller = SandboxData['brandlovers']['sellers'][number];
type Ticket = Seller['tickets'][number];
type Invoice = SandboxData['clubcollect']['partners'][number]['companies'][number]['invoices'][number];

export type Env = Readonly<Record<string, string>>;

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a person gives to a command, who sits at a terminal if there are answers. */
interface Given {
  readonly answers?: string;
  readonly piped?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** Called with all that was written to standard output, after each part of it. */
  readonly onOut?: (shown: string) => void;
  /** The same of standard error. */
  readonly onErr?: (shown: string) => void;
}

/** A sandbox, and the environment that commands find it with. */
export async function openSandbox(
  tickets: readonly Ticket[] = [ticket('1')],
  invoices: readonly Invoice[] = [invoice('a', 'CUSTOMER')],
  options: SandboxOptions = {},
): Promise<{ readonly sandbox: Sandbox; readonly env: Env }> {
  const data: SandboxData = {
    brandlovers: { sellers: [{ name: 'Shop', token: 'token-of-shop', tickets: [...tickets] }] },
    clubcollect: {
      partners: [{ name: 'Partner', apiKey: 'key-of-partner', companies: [{ companyId: 'club', invoices }] }],
    },
  };
  const sandbox = await startSandbox({ ...options, data });
  onTestFinished(() => sandbox.close());
  return { sandbox, env: environmentOf(sandbox) };
}

function environmentOf({ brandlovers, clubcollect }: Sandbox): Env {
  return {
    // No configuration of whoever runs the tests.
    XDG_CONFIG_HOME: '/nowhere',
    BRANDLOVERS_URL: brandlovers.baseUrl,
    BRANDLOVERS_TOKENS: 'shop=token-of-shop',
    CLUBCOLLECT_URL: clubcollect.baseUrl,
    CLUBCOLLECT_API_KEY: 'key-of-partner',
    CLUBCOLLECT_COMPANIES: 'club',
  };
}

/** Runs a command in this process, to its end. */
export async function ticketbridge(args: readonly string[], env: Env, given: Given = {}): Promise<Ended> {
  const isTerminal = given.answers !== undefined;
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: isTerminal });
  const input = Readable.from([given.answers ?? given.piped ?? '']);
  const io: Io = {
    env,
    stdin: Object.assign(input, { isTTY: isTerminal }),
    stdout,
    stderr,
    signal: given.signal ?? new AbortController().signal,
  };
  let shown = '';
  stdout.on('data', (chunk) => {
    shown += chunk;
    given.onOut?.(shown);
  });
  let told = '';
  stderr.on('data', (chunk) => {
    told += chunk;
    given.onErr?.(told);
  });
  const code = await run(args, io);
  stdout.end();
  stderr.end();
  await finished(stderr);
  return { code, out: shown, err: told };
}

/** The records of NDJSON. */
export function records(out: string): readonly Record<string, unknown>[] {
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

export function ticket(ticketId: string | undefined, status: Ticket['status'] = 'OPEN', messages = 1): Ticket {
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
