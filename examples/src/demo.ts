// A support agent's morning with the inbox, over both vendors at once. Every step checks that it did what it says.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, formatThreadRef } from '@ticketbridge/facade';
import {
  type Inbox,
  type InboxEvent,
  type InboxMessage,
  type InboxThread,
  type OutboxEntry,
  openInbox,
  sqliteStore,
} from '@ticketbridge/inbox';
import { startSandbox } from '@ticketbridge/sandbox';
import { print, runProgram } from './program.ts';
import { excerpt, tableLines } from './table.ts';

/** Milliseconds. The demo takes seconds, or something hangs. */
const DEADLINE = 60_000;

await runProgram('demo', async () => {
  await using sandbox = await startSandbox();
  const [seller] = sandbox.brandlovers.sellers;
  const [partner] = sandbox.clubcollect.partners;
  const companyId = partner?.companyIds[0];
  assert(seller && partner && companyId);
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-demo-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));

  const open = () =>
    openInbox({
      store: sqliteStore(join(folder, 'inbox.sqlite')),
      sources: [
        brandloversSource(createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: seller.token }), {
          account: seller.name,
        }),
        clubcollectSource(createClubcollect({ baseUrl: sandbox.clubcollect.baseUrl, apiKey: partner.apiKey }), {
          companyId,
        }),
      ],
      // In production these are left out: a vendor is asked every 15 seconds, and looked at for a minute.
      polling: { interval: 100, maxPerSecond: 200, maxPerSecondAndAccount: 200 },
      lookDelays: [50, 100, 200],
    });

  const ticket = { vendor: 'brandlovers', account: seller.name, id: '7300401' } as const;
  const invoice = { vendor: 'clubcollect', account: companyId, id: 'hv-2026-0001' } as const;
  const written = () =>
    sandbox.journal.entries().filter(({ isApplied, method }) => isApplied && method !== 'GET').length;

  await step('Early: the inbox reads what is there, and tells nobody of each of it');
  {
    await using morning = await begin(await open());
    const ready = [await morning.next('account.ready'), await morning.next('account.ready')];
    const { accounts } = await morning.inbox.status();
    assert.deepEqual(
      accounts.map(({ phase }) => phase),
      ['ready', 'ready'],
    );
    await printTable(ready.map(({ vendor, threads, messages }) => ({ vendor, threads, messages })));
    const active = await Array.fromAsync(morning.inbox.threads({ active: true }));
    assert(active.length > 10);
    await printTable(active.slice(0, 6).map(threadRow));
    await print(`${active.length} are active; six are shown.`);

    await step('Customers write at both vendors, and each message is told once');
    sandbox.brandlovers.customerWrites(ticket.id, 'Bom dia, meu pedido ainda não chegou.');
    sandbox.clubcollect.customerWrites(invoice.id, 'Kan ik in twee delen betalen?');
    const news = [await morning.next('message.new'), await morning.next('message.new')];
    assert.deepEqual(news.map(({ vendor }) => vendor).sort(), ['brandlovers', 'clubcollect']);
    await printTable(news.map(({ message }) => messageRow(message)));
    await print('BrandLovers does not tell who wrote, so the author is unknown there.');

    await step('Search what was ever said');
    const found = await Array.fromAsync(morning.inbox.search('pedido NAO'));
    assert(found.some(({ ref }) => ref.id === ticket.id));
    await printTable(found.map(messageRow));

    await step('Answer both: queued on the disk, sent once, and known as ours when it shows');
    const { outbox } = morning.inbox;
    const answers = [
      await outbox.reply(ticket, 'O pacote chega hoje até as 18h.', { key: 'morning 1' }),
      await outbox.reply(invoice, 'Dat kan, in mei en in juni.', { key: 'morning 2' }),
    ];
    const again = await outbox.reply(ticket, 'O pacote chega hoje até as 18h.', { key: 'morning 1' });
    assert.equal(again.id, answers[0]?.id);
    const ours = [await morning.next('message.new'), await morning.next('message.new')];
    assert.deepEqual(
      ours.map(({ message }) => message.author),
      ['us', 'us'],
    );
    assert.equal(written(), 2);
    await printTable(ours.map(({ message }) => messageRow(message)));

    await step('An answer is lost, and the inbox finds out by itself that the message arrived');
    sandbox.addFault({ kind: 'reset', operation: 'addTicketMessage', applied: true, calls: 1 });
    const lost = await outbox.reply(ticket, 'O código de rastreio está no seu e-mail.');
    const settled = await morning.settled(lost);
    assert.deepEqual([settled.state, settled.settledBy, written()], ['accepted', 'look', 3]);
    await printTable([entryRow(settled)]);

    await step('A connection breaks, and a person has to say that nothing arrived');
    sandbox.addFault({ kind: 'reset', operation: 'createInvoiceTicket', applied: false, calls: 1 });
    const doubted = await morning.settled(await outbox.reply(invoice, 'U krijgt een nieuwe rekening.'));
    assert.deepEqual([doubted.state, doubted.isUndecided, written()], ['unknown', true, 3]);
    await outbox.decide(doubted.id, 'was-not-sent');
    const decided = await morning.settled(doubted);
    assert.deepEqual([decided.state, written()], ['accepted', 4]);
    await printTable([doubted, decided].map(entryRow));

    await step('Close the ticket; hand the invoice to support');
    await morning.settled(await outbox.note(ticket, 'Carrier confirmed by phone.'));
    await morning.settled(await outbox.close(ticket));
    await morning.settled(await outbox.assignToSupport(invoice));
    const { from, to } = await morning.next('thread.state', ({ ref }) => ref.id === ticket.id);
    assert.deepEqual([from.native, to.native], ['OPEN', 'CLOSED']);
    await print(`${formatThreadRef(ticket)}: ${from.native} became ${to.native}`);

    await step('A refusal is for ever, and throttling is not');
    sandbox.answerNext('setTicketStatus', 403);
    const throttled = await morning.settled(await outbox.reopen(ticket));
    const refused = await morning.settled(await outbox.reply({ ...invoice, id: 'no-such-invoice' }, 'Anyone there?'));
    assert.deepEqual([throttled.state, throttled.attempts, refused.state], ['accepted', 2, 'refused']);
    await printTable([throttled, refused].map(entryRow));
  }

  await step('The program was away; a customer wrote meanwhile');
  sandbox.brandlovers.customerWrites(ticket.id, 'Chegou, obrigada!');
  {
    await using noon = await begin(await open());
    const { message } = await noon.next('message.new', ({ message }) => message.author !== 'us');
    assert.equal(message.text, 'Chegou, obrigada!');
    await printTable([messageRow(message)]);
    const { outbox } = await noon.inbox.status();
    assert.deepEqual(outbox, { queued: 0, failing: 0, sending: 0, unknown: 0, undecided: 0 });
  }

  await print();
  await print('Every step did what it says.');
  return 0;
});

type Told<Type extends InboxEvent['type']> = Extract<InboxEvent, { readonly type: Type }>;

/** Runs an inbox until it is disposed, and follows its events. */
async function begin(inbox: Inbox) {
  const stop = new AbortController();
  const running = inbox.run({ signal: stop.signal });
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE)]);
  const events = inbox.events('agent', { signal })[Symbol.asyncIterator]();
  return {
    inbox,
    /** Acknowledges events up to the next of a type. */
    async next<Type extends InboxEvent['type']>(
      type: Type,
      isWanted: (event: Told<Type>) => boolean = () => true,
    ): Promise<Told<Type>> {
      for (;;) {
        const { value: event, done } = await events.next();
        if (done) assert.fail(`${type} was not told within ${DEADLINE} ms`);
        await event.ack();
        if (isOf(event, type) && isWanted(event)) return event;
      }
    },
    /** Waits until an entry needs nothing but, perhaps, a person. */
    async settled({ id }: OutboxEntry): Promise<OutboxEntry> {
      while (!signal.aborted) {
        const entry = await inbox.outbox.get(id);
        if (entry && (entry.isUndecided || entry.settledAt)) return entry;
        await pause(20);
      }
      assert.fail(`an entry was not settled within ${DEADLINE} ms`);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
      await inbox[Symbol.asyncDispose]();
    },
  };
}

function isOf<Type extends InboxEvent['type']>(event: InboxEvent, type: Type): event is Told<Type> {
  return event.type === type;
}

async function step(title: string): Promise<void> {
  await print();
  await print(title);
}

async function printTable(rows: Parameters<typeof tableLines>[0]): Promise<void> {
  for (const line of tableLines(rows)) await print(line);
}

function threadRow({ ref, state, subject, messages }: InboxThread) {
  return { thread: formatThreadRef(ref), state: state.native, turn: state.turn, messages, about: excerpt(subject) };
}

function messageRow({ ref, author, text }: InboxMessage) {
  return { thread: formatThreadRef(ref), author, text: excerpt(text) };
}

function entryRow({ verb, state, isUndecided, attempts, settledBy, reason }: OutboxEntry) {
  return { verb, state: isUndecided ? `${state}: a person decides` : state, attempts, by: settledBy, reason };
}
