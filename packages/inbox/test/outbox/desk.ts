import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  brandloversSource,
  clubcollectSource,
  createTicketbridge,
  type ThreadRef,
  type Ticketbridge,
} from '@ticketbridge/facade';
import { type Sandbox, startSandbox } from '@ticketbridge/sandbox';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { CallGate } from '../../src/gate.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import { sendDue } from '../../src/outbox/send-due.ts';
import type { Due, Sending } from '../../src/outbox/sending.ts';
import { readStatus } from '../../src/status.ts';
import { openStore } from '../support/store.ts';

export const TICKET = { vendor: 'brandlovers', account: 'shop', id: '7300402' } as const;
export const OTHER_TICKET = { vendor: 'brandlovers', account: 'shop', id: '7300401' } as const;
export const INVOICE = { vendor: 'clubcollect', account: 'hockeyclub-de-voorbeelden', id: 'hv-2026-0001' } as const;
export const REFS: readonly ThreadRef[] = [TICKET, INVOICE];

/** A gate that lets everything go at once. */
export const gateOf = (timeout: number): CallGate => ({
  options: (_, signal) => ({ signal, timeout, deadline: 10_000, maxAttempts: 1 }),
  failed: async () => {},
  answered: async () => {},
});

/**
 * Starts a sandbox for the tests of a file.
 *
 * @returns opens an outbox over both of its vendors, which are as at their start, with a clock that stands until it is moved
 */
export function useDesk() {
  let running: Sandbox | undefined;
  beforeAll(async () => {
    running = await startSandbox();
  });
  afterAll(() => running?.close());
  return async (switches: VendorSwitches = {}) => {
    if (!running) throw new Error('a desk is opened in a test');
    running.reset();
    running.switches.set(switches);
    return openDesk(running);
  };
}

type VendorSwitches = Parameters<Sandbox['switches']['set']>[0];

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

async function openDesk(sandbox: Sandbox) {
  const database = await openStore();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const bridgeBy = (fetch: Fetch = globalThis.fetch): Ticketbridge => {
    const { brandlovers, clubcollect } = sandbox;
    const seller = createBrandlovers({ baseUrl: brandlovers.baseUrl, token: 'sandbox-seller-aurora', fetch });
    const partner = createClubcollect({ baseUrl: clubcollect.baseUrl, apiKey: 'sandbox-partner-noord', fetch });
    return createTicketbridge(
      brandloversSource(seller, { account: TICKET.account }),
      clubcollectSource(partner, { companyId: INVOICE.account }),
    );
  };
  const bridge = bridgeBy();
  const accounts = [TICKET, INVOICE].map(({ vendor, account }) => ({ vendor, account }));
  await database.write((tx) => tx.insertInto('accounts').values(accounts).execute());
  const clock = { at: Date.UTC(2026, 10, 26, 9), now: () => clock.at };
  const outbox = createOutbox({ bridge, accounts, database, clock });
  const sending = (changes: Partial<Sending> = {}): Sending => ({
    bridge,
    accounts,
    database,
    gate: gateOf(10_000),
    clock,
    signal: new AbortController().signal,
    worker: 'worker',
    isAlone: false,
    ...changes,
  });
  const send = (changes: Partial<Sending> = {}): Promise<Due> => sendDue(sending(changes));
  const limits = { maxPerSecond: 10, maxPerSecondAndAccount: 5 };
  const status = () => readStatus(database, { sources: accounts, clock, limits });
  return { sandbox, database, bridge, bridgeBy, accounts, clock, outbox, sending, send, status };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Sends until nothing is due any more, as time passes. */
export async function sendAll({ clock, send }: Desk, changes: Partial<Sending> = {}): Promise<void> {
  for (let { nextAt } = await send(changes); nextAt !== undefined; { nextAt } = await send(changes)) {
    clock.at = Math.max(clock.at, nextAt);
  }
}

/** The texts that a thread holds at its vendor, whatever a switch shows of them. */
export function textsAt({ sandbox }: Desk, { vendor, id }: ThreadRef): readonly string[] {
  const { brandlovers, clubcollect } = sandbox.inspect();
  if (vendor === 'brandlovers') {
    const tickets = brandlovers.sellers.flatMap(({ tickets }) => tickets);
    return tickets.find(({ ticketId }) => ticketId === id)?.messages?.map(({ body }) => body) ?? [];
  }
  const invoices = clubcollect.partners.flatMap(({ companies }) => companies).flatMap(({ invoices }) => invoices);
  return invoices.find(({ invoiceId }) => invoiceId === id)?.tickets.map(({ message }) => message) ?? [];
}

/** How often a thread holds a text at its vendor. */
export function copiesAt(desk: Desk, ref: ThreadRef, text: string): number {
  return textsAt(desk, ref).filter((other) => other === text).length;
}

/** Something that a test lets happen. */
export function signpost(): { readonly reached: Promise<void>; readonly reach: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { reached: promise, reach: resolve };
}
