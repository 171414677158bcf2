import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  brandloversSource,
  clubcollectSource,
  createTicketbridge,
  type Source,
  type Vendor,
} from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import { openInbox } from '../../src/index.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import { readStatus } from '../../src/status.ts';
import { freshStore } from '../stores.ts';
import { copiesAt, type Desk, INVOICE, OTHER_TICKET, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();

const club = ({ sandbox }: Pick<Desk, 'sandbox'>) =>
  clubcollectSource(createClubcollect({ baseUrl: sandbox.clubcollect.baseUrl, apiKey: 'sandbox-partner-noord' }), {
    companyId: INVOICE.account,
  });

const shop = ({ sandbox }: Pick<Desk, 'sandbox'>) =>
  brandloversSource(createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: 'sandbox-seller-aurora' }), {
    account: TICKET.account,
  });

/** What a process sends with that was given no source of the seller any more. */
function withoutSeller(desk: Desk) {
  const sources: readonly Source<Vendor>[] = [club(desk)];
  return { bridge: createTicketbridge(sources), accounts: [{ vendor: INVOICE.vendor, account: INVOICE.account }] };
}

async function accountsOf({ database, clock }: Desk) {
  const limits = { maxPerSecond: 10, maxPerSecondAndAccount: 5 };
  const sources = [{ vendor: INVOICE.vendor, account: INVOICE.account }];
  return (await readStatus(database, { sources, clock, limits })).accounts;
}

test('what is queued for an account without a source waits for one, and the status names the account', async () => {
  const desk = await openDesk();
  const waiting = await desk.outbox.reply(TICKET, 'Olá');
  await desk.outbox.reply(INVOICE, 'Dag');
  await sendAll(desk, withoutSeller(desk));
  expect(copiesAt(desk, INVOICE, 'Dag')).toBe(1);
  expect(await desk.outbox.get(waiting.id)).toEqual(waiting);
  expect(await accountsOf(desk)).toMatchObject([
    { account: TICKET.account, hasSource: false, unsettled: 1 },
    { account: INVOICE.account, hasSource: true, unsettled: 0 },
  ]);
  await sendAll(desk);
  expect(copiesAt(desk, TICKET, 'Olá')).toBe(1);
  expect(await accountsOf(desk)).toMatchObject([{ unsettled: 0 }, { unsettled: 0 }]);
});

test('what was cut short is unknown also where its account has no source any more, so that a person can settle it', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.reply(TICKET, 'Olá');
  const held = { state: 'sending', claim: 'dead/1', claimed_until: desk.clock.at + 1_000, attempts: 1 } as const;
  await desk.database.write((tx) => tx.updateTable('outbox').set(held).where('id', '=', id).execute());
  expect(await desk.send(withoutSeller(desk))).toEqual({ nextAt: desk.clock.at + 1_000 });
  desk.clock.at += 1_000;
  await desk.send(withoutSeller(desk));
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', attempts: 1 });
  expect(await desk.outbox.decide(id, 'was-sent')).toMatchObject({ state: 'accepted' });
});

test('the same key with the same content is the same entry also where its account has no source any more', async () => {
  const desk = await openDesk();
  const entry = await desk.outbox.reply(TICKET, 'Olá', { key: 'one' });
  for (const accounts of [withoutSeller(desk).accounts, []]) {
    const bridge = accounts.length > 0 ? withoutSeller(desk).bridge : undefined;
    const outbox = createOutbox({ ...desk, bridge, accounts });
    expect(await outbox.reply(TICKET, 'Olá', { key: 'one' })).toEqual(entry);
    const others: readonly (() => Promise<unknown>)[] = [
      () => outbox.reply(TICKET, 'Oi', { key: 'one' }),
      () => outbox.reply(OTHER_TICKET, 'Olá', { key: 'one' }),
      () => outbox.note(TICKET, 'Olá', { key: 'one' }),
      () => outbox.reply(TICKET, 'Olá', { key: 'two' }),
      () => outbox.reply(TICKET, 'Olá'),
    ];
    for (const other of others) await expect(other()).rejects.toMatchObject({ kind: 'invalid-input' });
  }
  expect(await desk.outbox.open()).toEqual([entry]);
});

test('an inbox without the source of an account tells, shows and finds what it holds of it, and sends none of it', async () => {
  const { sandbox } = await openDesk();
  const store = await freshStore();
  const polling = { interval: 20, maxPerSecond: 1_000, maxPerSecondAndAccount: 1_000 };
  const before = await openInbox({ store, sources: [club({ sandbox })], polling });
  const stop = new AbortController();
  const running = before.run({ signal: stop.signal });
  for await (const { type } of before.events('before')) if (type === 'account.ready') break;
  stop.abort();
  await running;
  const { id } = await before.outbox.reply(INVOICE, 'Dag');
  const shown = await Array.fromAsync(before.messages(INVOICE));
  await before[Symbol.asyncDispose]();

  await using inbox = await openInbox({ store, sources: [shop({ sandbox })], polling });
  await expect(inbox.send(id)).rejects.toMatchObject({ kind: 'invalid-input', field: 'sources' });
  await expect(inbox.outbox.reply(INVOICE, 'Dag')).rejects.toMatchObject({ kind: 'invalid-input' });
  expect(await inbox.outbox.open()).toMatchObject([{ id, state: 'queued' }]);
  for await (const event of inbox.events('after')) {
    expect(event).toMatchObject({ type: 'account.ready', account: INVOICE.account });
    break;
  }
  expect(await Array.fromAsync(inbox.messages(INVOICE))).toEqual(shown);
  const accounts = [{ vendor: INVOICE.vendor, account: INVOICE.account }];
  expect(await Array.fromAsync(inbox.threads({ accounts }))).not.toEqual([]);
  const [first] = shown;
  expect(await Array.fromAsync(inbox.search(first?.text ?? '', { accounts }))).toContainEqual(first);
});
