import type { Report, World } from '../suite/world.ts';
import type { Lane, Setting } from './lane.ts';
import { startSandbox } from './sandbox.ts';

/** How often each write of the suite arrives at the sandbox: what the client gave up is not sent again. */
const ARRIVALS = { createTicket: 2, createInvoiceTicket: 1, addTicketMessage: 2, setTicketStatus: 1 };
/** The same of those whose connection is reset. */
const RESET = { assignInvoiceTicketsToSupport: 2 };

interface SandboxUse {
  /** What the sandbox runs in. */
  readonly node: string;
  /**
   * The platform itself sends a request again when a connection that it has used before is reset, as Chromium and Deno do
   * (denoland/deno#36415). The client cannot see it.
   */
  readonly resends?: boolean;
  run(setting: Setting, world: World): Promise<Report>;
}

/** Runs the suite against a sandbox of its own, which says in the end what it was sent. */
export function onSandbox({ node, resends = false, run }: SandboxUse): Lane['run'] {
  return async (setting) => {
    await using sandbox = await startSandbox({
      project: setting.projects.folder,
      node,
      origin: setting.pages.origin,
    });
    const report = await run(setting, sandbox.world);
    const arrived = await sandbox.arrived();
    const wrong = Object.entries(resends ? ARRIVALS : { ...ARRIVALS, ...RESET })
      .filter(([operation, times]) => arrived.get(operation) !== times)
      .map(([operation, times]) => `${operation} arrived ${arrived.get(operation) ?? 0} times instead of ${times}`);
    return { ...report, arrivals: wrong.join(', ') };
  };
}
