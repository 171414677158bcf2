import { describe, expect, test } from 'vitest';
import { SellerAccount } from '../src/brandlovers/account.ts';
import { actions as brandlovers } from '../src/brandlovers/actions.ts';
import { settings as brandloversSettings } from '../src/brandlovers/options.ts';
import { createClock } from '../src/clock.ts';
import { PartnerAccount } from '../src/clubcollect/account.ts';
import { actions as clubcollect } from '../src/clubcollect/actions.ts';
import { settings as clubcollectSettings } from '../src/clubcollect/options.ts';
import { readVendorOptions } from '../src/options.ts';
import type { Change, VendorStore } from '../src/store/store.ts';

/** A store that notes what it is to keep, or refuses it. */
class NotingStore implements VendorStore {
  changes: Change[] = [];
  isFull = false;
  #last = 0;

  newKey(): number {
    this.#last += 1;
    return this.#last;
  }

  save(changes: readonly Change[]): void {
    if (this.isFull) throw new Error('The disk is full');
    this.changes.push(...changes);
  }
}

function seller(size: number) {
  const store = new NotingStore();
  const messages = Array.from({ length: 3 }, () => ({
    createdAt: '2026-03-01T09:00:00Z',
    body: 'ok',
    visibility: 'CUSTOMER' as const,
  }));
  const tickets = Array.from({ length: size }, (_, index) => ({
    ticketId: `${index}`,
    status: 'OPEN' as const,
    messages,
  }));
  const rules = { ...readVendorOptions(brandloversSettings, undefined, ''), ...createClock() };
  const account = new SellerAccount({ name: 'S', token: 't', tickets }, rules, store);
  return { store, account, act: (name: string, input: object) => brandlovers[name]?.run([account], input) };
}

function partner(size: number) {
  const store = new NotingStore();
  const tickets = ['1', '2', '3'].map((ticket_id) => ({
    ticket_id,
    message: 'ok',
    sender: 'CUSTOMER' as const,
    date: '2026-03-01T09:00:00Z',
  }));
  const invoices = Array.from({ length: size }, (_, index) => ({ invoiceId: `${index}`, tickets }));
  const companies = [
    { companyId: 'c', invoices },
    { companyId: 'd', invoices: [] },
  ];
  const rules = { ...readVendorOptions(clubcollectSettings, undefined, ''), ...createClock() };
  const account = new PartnerAccount({ name: 'P', apiKey: 'k', companies }, rules, store);
  return { store, account, act: (name: string, input: object) => clubcollect[name]?.run([account], input) };
}

const CASES: readonly [typeof seller | typeof partner, string, object][] = [
  [seller, 'customerWrites', { ticketId: '5', text: 'Oi' }],
  [seller, 'customerOpensTicket', { text: 'Oi', ticketId: 'new' }],
  [seller, 'colleagueWrites', { ticketId: '5', text: 'Oi', visibility: 'INTERNAL' }],
  [seller, 'statusChanges', { ticketId: '5', status: 'CLOSED' }],
  [seller, 'ticketDisappears', { ticketId: '5' }],
  [seller, 'messageDisappears', { ticketId: '5', index: 1 }],
  [partner, 'customerWrites', { invoiceId: '5', text: 'Hallo' }],
  [partner, 'companyWrites', { invoiceId: '5', text: 'Hallo' }],
  [partner, 'clubGetsInvoice', { companyId: 'c', invoiceId: 'new' }],
  [partner, 'colleagueArchives', { invoiceId: '5' }],
  [partner, 'colleagueUnarchives', { invoiceId: '5' }],
  [partner, 'ticketDisappears', { invoiceId: '5', ticketId: '2' }],
  [partner, 'invoiceDisappears', { invoiceId: '5' }],
  [partner, 'invoiceMoves', { invoiceId: '5', companyId: 'd' }],
];

test('every action is tried here', () => {
  const names = [...Object.keys(brandlovers), ...Object.keys(clubcollect)];
  expect(CASES.map(([, name]) => name)).toEqual(names);
});

describe.each(CASES)('%# %s', (open, name, input) => {
  test('keeps what changed, however much there is', () => {
    const kept = [10, 1000].map((size) => {
      const { store, act } = open(size);
      store.changes = [];
      act(name, input);
      return store.changes.length;
    });
    expect(kept[0]).toBeGreaterThan(0);
    expect(kept[0]).toBeLessThanOrEqual(4);
    expect(kept[1]).toBe(kept[0]);
  });

  test('does not happen where it cannot be kept', () => {
    const { store, account, act } = open(10);
    const before = JSON.stringify(account.read());
    store.isFull = true;
    expect(() => act(name, input)).toThrow('The disk is full');
    expect(JSON.stringify(account.read())).toBe(before);
    store.isFull = false;
    act(name, input);
    if (name !== 'colleagueUnarchives') expect(JSON.stringify(account.read())).not.toBe(before);
  });
});
