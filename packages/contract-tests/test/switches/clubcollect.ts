import { isTicketbridgeError, type Message } from '@ticketbridge/facade';
import type { ClubcollectData, ClubcollectInvoice, ClubcollectTicket } from '@ticketbridge/sandbox';
import { expect } from 'vitest';
import { text } from '../json.ts';
import { all, type Desk, inTime, type Step, Unsure } from './scenario.ts';
import { invoicesIn } from './truth.ts';

/** An invoice whose tickets are by these senders, C for the customer and W for the company. */
const invoice = (number: number, senders: string, archived = false, day = 1): ClubcollectInvoice => ({
  invoiceId: `i/${number}`,
  archived,
  tickets: [...senders].map(
    (sender, index): ClubcollectTicket => ({
      ticket_id: `${number}-${index}`,
      message: 'ok',
      sender: sender === 'C' ? 'CUSTOMER' : 'COMPANY',
      date: new Date(Date.UTC(2026, 2, day + index, 9, number)).toISOString(),
    }),
  ),
});

const invoices = [
  invoice(1, 'CWC'),
  invoice(2, 'CW'),
  invoice(3, 'C'),
  invoice(4, 'WWC'),
  invoice(5, 'CCW'),
  invoice(6, ''),
  invoice(7, 'CW', true),
  invoice(8, 'CC'),
  invoice(9, 'W'),
  invoice(10, 'C', true, 6),
  invoice(11, ''),
  invoice(12, 'C'),
  invoice(13, 'C'),
];

export const data: ClubcollectData = {
  partners: [{ name: 'Bureau', apiKey: 'a-key', companies: [{ companyId: 'club', invoices }] }],
};

const clubOnly = { vendors: ['clubcollect'] } as const;
const refOf = (id: string) => ({ vendor: 'clubcollect', account: 'club', id }) as const;

function really({ sandbox }: Desk, id: string): ClubcollectInvoice | undefined {
  return invoicesIn(sandbox).find(({ invoiceId }) => invoiceId === id);
}

const isActive = ({ archived, tickets }: ClubcollectInvoice) => !archived && tickets.length > 0;
const isUnanswered = (one: ClubcollectInvoice) => isActive(one) && one.tickets.at(-1)?.sender === 'CUSTOMER';

function idsOf({ sandbox }: Desk, isWanted: (invoice: ClubcollectInvoice) => boolean): string[] {
  return invoicesIn(sandbox)
    .filter(isWanted)
    .map(({ invoiceId }) => invoiceId)
    .sort();
}

async function listed(desk: Desk, options: { active?: boolean; turn?: 'ours' | 'theirs' }): Promise<string[]> {
  const threads = await all(desk.bridge.threads({ ...options, ...clubOnly, hydrate: true }));
  return threads.map(({ ref }) => ref?.id ?? 'none').sort();
}

/** A message by its invoice and its text: its id and date may be shown in other forms. */
const told = (messages: readonly Message[]) =>
  messages.map((message) => `${message.vendor === 'clubcollect' && message.thread?.id} ${message.text}`).sort();

function reallyTold({ sandbox }: Desk, isWanted: (invoice: ClubcollectInvoice) => boolean): string[] {
  return invoicesIn(sandbox)
    .filter(isWanted)
    .flatMap(({ invoiceId, tickets }) => tickets.map(({ message }) => `${invoiceId} ${message}`))
    .sort();
}

async function expectSame(desk: Desk, id: string): Promise<void> {
  const wanted = reallyTold(desk, ({ invoiceId }) => invoiceId === id);
  await inTime(async () => expect(told(await all(desk.bridge.messages(refOf(id))))).toEqual(wanted));
  expect(told((await desk.bridge.clubcollect.thread(refOf(id))).messages)).toEqual(wanted);
}

/** An agent's morning at ClubCollect. Each step stands for itself. */
export const steps: Readonly<Record<string, Step>> = {
  async 'lists whose turn is ours'(desk) {
    expect(await listed(desk, { turn: 'ours' })).toEqual(idsOf(desk, isUnanswered));
  },

  async 'lists active threads'(desk) {
    expect(await listed(desk, { active: true })).toEqual(idsOf(desk, isActive));
  },

  async 'lists archived threads'(desk) {
    expect(await listed(desk, { active: false })).toEqual(idsOf(desk, ({ archived = false }) => archived));
  },

  async 'lists every fragment'(desk) {
    const fragments = await all(desk.bridge.threads(clubOnly));
    const messages = fragments.flatMap((one) => (one.vendor === 'clubcollect' ? one.messages : []));
    expect(told(messages)).toEqual(reallyTold(desk, () => true));
  },

  async 'lists messages'(desk) {
    expect(told(await all(desk.bridge.clubcollect.listedMessages()))).toEqual(reallyTold(desk, () => true));
  },

  async 'lists messages ahead of their turn'(desk) {
    const messages = await all(desk.bridge.clubcollect.listedMessages({ lookAhead: 3 }));
    expect(told(messages)).toEqual(reallyTold(desk, () => true));
  },

  async 'lists the newest messages first'(desk) {
    const messages = await all(desk.bridge.clubcollect.listedMessages({ newestFirst: true, turn: 'ours' }));
    const dates = messages.map(({ raw }) => reallySent(desk, raw));
    // That nothing is newest first where no date can be read, nobody can tell.
    if (dates.join() !== [...dates].sort().reverse().join()) throw new Unsure();
    const whole = await all(desk.bridge.clubcollect.listedMessages({ newestFirst: true }));
    expect(told(whole)).toEqual(reallyTold(desk, () => true));
  },

  async 'reads a page per process'(desk) {
    const found: Message[] = [];
    let from: string | undefined;
    for (let isEnd = false; !isEnd; ) {
      const list = desk.bridge.clubcollect.listedMessages({ from, maxPages: 1 });
      for await (const { items, position, end } of list.pages()) {
        found.push(...items);
        [from, isEnd] = [position, end];
      }
    }
    expect(told(found)).toEqual(reallyTold(desk, () => true));
  },

  async 'reads messages'(desk) {
    await expectSame(desk, 'i/1');
    await expectSame(desk, 'i/6');
  },

  async 'goes on with new messages'(desk) {
    let from: string | undefined;
    for await (const { position } of desk.bridge.messages(refOf('i/2')).pages()) from = position;
    desk.sandbox.clubcollect.customerWrites('i/2', 'news');
    await inTime(async () => {
      const news = await all(desk.bridge.messages(refOf('i/2'), { from }));
      expect(news.map(({ text }) => text)).toEqual(['news']);
    });
  },

  async 'goes on with the rest of the messages'(desk) {
    const read: Message[] = [];
    let from: string | undefined;
    for await (const { items, position } of desk.bridge.messages(refOf('i/5'), { maxItems: 2 }).pages()) {
      read.push(...items);
      from = position;
    }
    desk.sandbox.clubcollect.customerWrites('i/5', 'more');
    await inTime(async () => {
      const rest = await all(desk.bridge.messages(refOf('i/5'), { from }));
      expect(told([...read, ...rest])).toEqual(reallyTold(desk, ({ invoiceId }) => invoiceId === 'i/5'));
    });
  },

  async 'writes the first message'(desk) {
    const { message } = await desk.bridge.clubcollect.createThread({ invoiceId: 'i/6', text: 'Uw factuur.' });
    expect(message.text).toBe('Uw factuur.');
    expect(really(desk, 'i/6')?.tickets).toMatchObject([{ message: 'Uw factuur.', sender: 'COMPANY' }]);
    await expectSame(desk, 'i/6');
    expect((await desk.bridge.clubcollect.thread(refOf('i/6'))).messages.map(({ id }) => id)).toEqual([message.id]);
  },

  async answers(desk) {
    const before = really(desk, 'i/3')?.tickets.length ?? 0;
    await desk.bridge.reply(refOf('i/3'), 'ok');
    expect(really(desk, 'i/3')?.tickets.slice(before)).toMatchObject([{ message: 'ok', sender: 'COMPANY' }]);
    await expectSame(desk, 'i/3');
    await inTime(async () => expect(await listed(desk, { turn: 'ours' })).toEqual(idsOf(desk, isUnanswered)));
  },

  async 'archives a thread'(desk) {
    await desk.bridge.clubcollect.archive(refOf('i/1'));
    expect(really(desk, 'i/1')?.archived).toBe(true);
    await inTime(async () => {
      expect(await listed(desk, { active: false })).toContain('i/1');
      expect(await listed(desk, { active: true })).not.toContain('i/1');
    });
  },

  async 'answers on an archived thread'(desk) {
    const before = really(desk, 'i/7')?.tickets.length ?? 0;
    await desk.bridge.reply(refOf('i/7'), 'Toch nog iets.');
    expect(really(desk, 'i/7')?.tickets.length).toBe(before + 1);
    await expectSame(desk, 'i/7');
    await inTime(async () => {
      const whole = await all(desk.bridge.clubcollect.listedMessages());
      expect(told(whole)).toEqual(reallyTold(desk, () => true));
    });
  },

  async 'archives a thread without messages'(desk) {
    const call = desk.bridge.clubcollect.archive(refOf('i/11'));
    const outcome = await call.then(
      (receipt) => receipt.outcome,
      (error: unknown) => {
        if (isTicketbridgeError(error) && error.kind === 'not-found') return 'refused';
        throw error;
      },
    );
    expect(['accepted', 'refused']).toContain(outcome);
    expect(really(desk, 'i/11')?.tickets).toEqual([]);
  },

  async 'is told why a message is refused'({ partner }) {
    const call = partner.createInvoiceTicket({ invoiceId: 'i/1', message: ' ' });
    await expect(call).rejects.toMatchObject({ kind: 'rejected', code: 'invalid_message', outcome: 'refused' });
  },

  async 'reads an unknown thread'({ bridge }) {
    await expectRefused(all(bridge.messages(refOf('nobody'))));
  },

  async 'answers on an unknown thread'({ bridge }) {
    await expectRefused(bridge.reply(refOf('nobody'), 'Hallo'));
  },

  async 'archives what is active while the customer of another writes'(desk) {
    const before = idsOf(desk, isActive);
    const found: string[] = [];
    for await (const { ref } of desk.bridge.drain({ ...clubOnly, hydrate: true })) {
      if (ref?.vendor !== 'clubcollect') continue;
      found.push(ref.id);
      if (found.length === 1) desk.sandbox.clubcollect.customerWrites(before.find((id) => id !== ref.id) ?? '', 'nog');
      await desk.bridge.clubcollect.archive(ref);
    }
    expect(new Set(found).size).toBe(found.length);
    expect(before.filter((id) => !found.includes(id))).toEqual([]);
    expect(idsOf(desk, isActive).filter((id) => found.includes(id))).toEqual([]);
  },

  async 'hands a thread to support'(desk) {
    await desk.bridge.clubcollect.assignToSupport(refOf('i/8'));
    await expectSame(desk, 'i/8');
  },
};

/** When a listed ticket was really sent; each of an invoice's was on another day, whatever form its date is shown in. */
function reallySent(desk: Desk, raw: unknown): string {
  const shown = text(raw, 'date');
  const tickets = really(desk, text(raw, 'invoice_id'))?.tickets ?? [];
  const isSameDay = (date: string) => shown.startsWith(date.slice(0, 10)) || shown.startsWith(`${date.slice(8, 10)}-`);
  return tickets.find(({ date }) => isSameDay(date))?.date ?? expect.fail(`no ticket is of ${shown}`);
}

async function expectRefused(call: Promise<unknown>): Promise<void> {
  const error = await call.then(
    () => expect.fail('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!isTicketbridgeError(error) || error.kind !== 'not-found') throw error;
}
