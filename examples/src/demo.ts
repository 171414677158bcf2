// A support agent's morning at both vendors: two clients, and the facade for all the rest. Every step checks that it did what it says.
import assert from 'node:assert/strict';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  brandloversSource,
  clubcollectSource,
  createTicketbridge,
  formatThreadRef,
  isTicketbridgeError,
  type ListedThread,
  type Message,
  type Thread,
  type TicketbridgeError,
} from '@ticketbridge/facade';
import { startSandbox } from '@ticketbridge/sandbox';
import { print, runProgram } from './program.ts';
import { excerpt, tableLines } from './table.ts';

await runProgram('demo', async () => {
  await using sandbox = await startSandbox();
  const [seller] = sandbox.brandlovers.sellers;
  const [partner] = sandbox.clubcollect.partners;
  const companyId = partner?.companyIds[0];
  assert(seller && partner && companyId);

  const bridge = createTicketbridge(
    brandloversSource(createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: seller.token }), {
      account: seller.name,
    }),
    clubcollectSource(createClubcollect({ baseUrl: sandbox.clubcollect.baseUrl, apiKey: partner.apiKey }), {
      companyId,
    }),
  );

  await step('What is active at both vendors');
  const active = await Array.fromAsync(bridge.threads({ active: true, hydrate: true }));
  const ticket = active.find((thread) => thread.vendor === 'brandlovers');
  const invoice = active.find((thread) => thread.vendor === 'clubcollect');
  assert(ticket?.ref && invoice?.ref && active.every(({ state }) => state.active === true));
  await printTable(active.slice(0, 4).concat(active.slice(-4)).map(threadRow));
  await print(`${active.length} in all; the first and the last four are shown.`);

  await step('Read a conversation at each');
  const conversation = await Array.fromAsync(bridge.messages(ticket.ref));
  const invoiceMessages = await Array.fromAsync(bridge.messages(invoice.ref));
  assert(conversation.length > 0 && invoiceMessages.length > 0);
  await printTable([...conversation, ...invoiceMessages].map(messageRow));

  await step('Reply to both, and leave a note that only colleagues see');
  await bridge.reply(ticket.ref, 'Bom dia! O pacote chega hoje até as 18h.');
  await bridge.brandlovers.note(ticket.ref, 'Carrier confirmed by phone.');
  const reply = await bridge.reply(invoice.ref, 'Paying in two parts is fine.');
  const answered = [
    ...(await Array.fromAsync(bridge.messages(ticket.ref))).slice(-2),
    ...(await Array.fromAsync(bridge.messages(reply.ref))).slice(-1),
  ];
  assert.deepEqual(
    answered.map(({ text }) => text),
    ['Bom dia! O pacote chega hoje até as 18h.', 'Carrier confirmed by phone.', 'Paying in two parts is fine.'],
  );
  await printTable(answered.map(messageRow));

  await step('Close the ticket, then reopen it');
  await bridge.brandlovers.close(ticket.ref);
  const closed = await find(bridge.threads({ active: false }), ticket);
  await bridge.brandlovers.reopen(ticket.ref);
  const reopened = await find(bridge.threads({ active: true }), ticket);
  assert.deepEqual([closed?.state.native, reopened?.state.native], ['CLOSED', 'REOPENED']);
  await printTable([closed, reopened].flatMap((thread) => (thread ? [threadRow(thread)] : [])));

  await step('Hand the invoice to ClubCollect support, then archive its messages');
  const assigned = await bridge.clubcollect.assignToSupport(invoice.ref);
  const archived = await bridge.clubcollect.archive(invoice.ref);
  const inArchive = await find(bridge.threads({ active: false }), invoice);
  assert.equal(inArchive?.state.native, 'archived');
  await printTable([assigned, archived].map(({ verb, at, ref }) => ({ ref: formatThreadRef(ref), verb, at })));

  await step('Open a new conversation at each');
  const before = new Set((await Array.fromAsync(bridge.threads({ active: true }))).map(keyOf));
  await bridge.brandlovers.createThread({
    orderId: '998877',
    type: 'DELIVERY',
    from: seller.name,
    text: 'Seu pedido saiu para entrega.',
  });
  const created = await bridge.clubcollect.createThread({
    invoiceId: 'hv-2026-0006',
    text: 'Your season ticket invoice is due.',
  });
  const fresh = (await Array.fromAsync(bridge.threads({ active: true }))).filter(
    (thread) => !before.has(keyOf(thread)),
  );
  assert.deepEqual(
    fresh.map(({ vendor }) => vendor),
    ['brandlovers', 'clubcollect'],
  );
  assert.equal(created.message.text, 'Your season ticket invoice is due.');
  await printTable(fresh.map(threadRow));
  await print('BrandLovers does not tell the id of a new ticket: it was found by listing again.');

  await step('Two refusals');
  // A throttled write is provably refused, so the client repeats it: up to three attempts in all.
  for (let attempt = 1; attempt <= 3; attempt += 1) sandbox.answerNext('setTicketStatus', 403);
  const throttled = await refusal(bridge.brandlovers.close(ticket.ref));
  const unknown = await refusal(bridge.reply({ ...invoice.ref, id: 'no-such-invoice' }, 'Anyone there?'));
  assert.deepEqual([throttled.kind, unknown.kind, unknown.code], ['throttled', 'not-found', 'invalid_invoice_id']);
  await printTable(
    [throttled, unknown].map(({ kind, status, code, outcome, attempts }) => ({
      kind,
      status,
      code,
      outcome,
      attempts,
    })),
  );
  for (const { message } of [throttled, unknown]) await print(message);

  await print();
  await print('Every step did what it says.');
  return 0;
});

async function step(title: string): Promise<void> {
  await print();
  await print(title);
}

async function printTable(rows: Parameters<typeof tableLines>[0]): Promise<void> {
  for (const line of tableLines(rows)) await print(line);
}

function keyOf({ vendor, ref }: ListedThread | Thread): string {
  return ref ? formatThreadRef(ref) : vendor;
}

async function find(
  threads: AsyncIterable<ListedThread>,
  wanted: ListedThread | Thread,
): Promise<ListedThread | undefined> {
  for await (const thread of threads) if (keyOf(thread) === keyOf(wanted)) return thread;
  return undefined;
}

async function refusal(call: Promise<unknown>): Promise<TicketbridgeError> {
  const error = await call.then(
    () => assert.fail('the vendor was expected to refuse'),
    (reason: unknown) => reason,
  );
  assert(isTicketbridgeError(error));
  return error;
}

function threadRow(thread: ListedThread | Thread) {
  return {
    thread: keyOf(thread),
    state: thread.state.native ?? 'not told',
    turn: thread.state.turn,
    about: excerpt(thread.vendor === 'brandlovers' ? (thread.subject ?? thread.type) : thread.messages.at(-1)?.text),
  };
}

function messageRow(message: Message) {
  const sentAt = message.sentAt instanceof Date ? message.sentAt.toISOString().slice(0, 16) : message.sentAt;
  const told = message.vendor === 'brandlovers' ? `visible: ${message.visibility}` : `from: ${message.sender}`;
  return { vendor: message.vendor, sentAt, told, text: excerpt(message.text) };
}
