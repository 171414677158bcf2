import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { World } from '../suite/world.ts';

export interface Sandbox extends AsyncDisposable {
  readonly world: World;
  /** Counts the calls of each operation that arrived, whatever the caller heard. */
  arrived(): Promise<ReadonlyMap<string, number>>;
}

interface SandboxOptions {
  readonly project: string;
  readonly node: string;
  /** Whose pages may call it. */
  readonly origin: string;
}

const FLAGS = ['--json', '--control', '--brandlovers-max-limit', '4', '--clubcollect-page-size', '2'];
const FAULTS = [
  { kind: 'stall', where: 'headers', operation: 'addTicketMessage' },
  { kind: 'reset', applied: true, operation: 'assignInvoiceTicketsToSupport' },
  { kind: 'status', status: 503, operation: 'listTicketMessages', calls: 1 },
];

/** Starts the packed sandbox in a process of its own, with the faults that the suite expects. */
export async function startSandbox({ project, node, origin }: SandboxOptions): Promise<Sandbox> {
  const command = join(project, 'node_modules/@ticketbridge/sandbox/dist/cli.js');
  const child = spawn(node, [command, ...FLAGS, '--cors', origin], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const said = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: line } = await said.next();
  if (line === undefined) throw new Error(`The sandbox does not start in ${node}.`);
  const { brandlovers, clubcollect } = JSON.parse(line);
  const control = new URL('/_sandbox/', brandlovers.baseUrl);
  for (const fault of FAULTS) {
    const { ok } = await fetch(new URL('faults', control), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!ok) throw new Error(`The sandbox takes no fault in ${node}.`);
  }
  return {
    world: {
      brandlovers: { baseUrl: brandlovers.baseUrl, token: brandlovers.accounts[0].secret },
      clubcollect: { baseUrl: clubcollect.baseUrl, apiKey: clubcollect.accounts[0].secret },
    },
    async arrived() {
      const answer = await fetch(new URL('journal', control));
      const { entries }: { entries: readonly { readonly operation: string }[] } = JSON.parse(await answer.text());
      const operations = Map.groupBy(entries, ({ operation }) => operation);
      return new Map(Array.from(operations, ([operation, { length }]) => [operation, length]));
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
