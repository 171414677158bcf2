// A support agent's conversation as an application holds it. It is compiled like every consumer, and run against the
// packed packages by every Node that they promise: it uses nothing but them and the platform, and throws what is wrong.
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  brandloversSource,
  clubcollectSource,
  createTicketbridge,
  formatThreadRef,
  isTicketbridgeError,
  parseThreadRef,
} from '@ticketbridge/facade';
import { TicketbridgeError } from '@ticketbridge/http';
import { startSandbox } from '@ticketbridge/sandbox';

const sandbox = await startSandbox();
try {
  await talk();
} finally {
  await sandbox.close();
}

async function talk(): Promise<void> {
  const events: string[] = [];
  // Every option that a client has, so that what stands behind each is run.
  const options = {
    timeout: 5_000,
    deadline: 20_000,
    maxAttempts: 3,
    maxPerSecond: 1_000,
    maxConcurrent: 4,
    maxResponseBytes: 1_000_000,
    fetch: (url: string, init: RequestInit) => globalThis.fetch(url, init),
    onEvent: ({ type }: { readonly type: string }) => void events.push(type),
  };
  const [seller] = sandbox.brandlovers.sellers;
  const [partner] = sandbox.clubcollect.partners;
  const companyId = partner?.companyIds[0];
  if (!seller || !partner || !companyId) throw new Error('the sandbox has no accounts');
  const brandlovers = createBrandlovers({
    ...options,
    baseUrl: sandbox.brandlovers.baseUrl,
    token: async () => seller.token,
  });
  const clubcollect = createClubcollect({
    ...options,
    baseUrl: sandbox.clubcollect.baseUrl,
    apiKey: () => partner.apiKey,
  });
  const bridge = createTicketbridge(
    brandloversSource(brandlovers, { account: 'shop' }),
    clubcollectSource(clubcollect, { companyId }),
  );

  const listed = await collect(bridge.threads({ active: true, hydrate: true, lookAhead: 2 }));
  const ticket = listed.find(({ vendor }) => vendor === 'brandlovers')?.ref;
  const invoice = listed.find(({ vendor }) => vendor === 'clubcollect')?.ref;
  if (!ticket || !invoice) throw new Error('a vendor lists nothing');

  for (const ref of [ticket, parseThreadRef(formatThreadRef(invoice))]) {
    const { signal } = new AbortController();
    equal((await bridge.reply(ref, 'Bom dia! 👩‍👩‍👧', { signal })).outcome, 'accepted');
    equal((await collect(bridge.messages(ref))).at(-1)?.text, 'Bom dia! 👩‍👩‍👧');
  }

  const input = { orderId: '998877', type: 'DELIVERY', from: seller.name, text: 'Seu pedido saiu.' };
  const receipt = await bridge.brandlovers.createThread(input, { marker: true });
  equal((await bridge.brandlovers.locate(receipt)).status, 'found');
  const created = await bridge.clubcollect.createThread({ invoiceId: 'hv-2026-0006', text: 'Due soon.' });
  equal(created.message.text, 'Due soon.');

  for (let attempt = 1; attempt <= 3; attempt += 1) sandbox.answerNext('setTicketStatus', 403);
  const throttled = await failureOf(brandlovers.setTicketStatus({ ticketId: '7300401', ticketStatus: 'CLOSED' }));
  equal([throttled.kind, throttled.outcome, throttled.attempts].join(), 'throttled,refused,3');
  const unknown = await failureOf(clubcollect.createInvoiceTicket({ invoiceId: 'none', message: 'Anyone there?' }));
  equal([unknown.kind, unknown.status, unknown.outcome].join(), 'not-found,404,refused');
  const refused = await failureOf(brandlovers.listTicketMessages({ ticketId: '..' }));
  equal([refused.kind, refused.attempts].join(), 'invalid-input,0');
  const aborted = await failureOf(brandlovers.listTickets({}, { signal: AbortSignal.abort() }));
  equal(aborted.kind, 'aborted');
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 20 }, () => brandlovers.listTickets({}, { signal })));
  const late = await failureOf(
    createBrandlovers({
      baseUrl: sandbox.brandlovers.baseUrl,
      token: () => new Promise(() => {}),
      deadline: 50,
    }).listTickets(),
  );
  equal([late.kind, late.outcome].join(), 'timeout,not-sent');
  equal(JSON.stringify([throttled, unknown, refused, aborted, late]).includes(seller.token), false);
  equal([...new Set(events)].sort().join(), 'answer,attempt,done,failed,retry');
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function failureOf(call: Promise<unknown>): Promise<TicketbridgeError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isTicketbridgeError(error) || !(error instanceof TicketbridgeError)) {
    throw new Error('a TicketbridgeError was expected', { cause: error });
  }
  return error;
}

function equal(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`expected ${expected}, found ${found}`);
}
