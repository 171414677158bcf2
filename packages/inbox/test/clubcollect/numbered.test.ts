import { describe, expect, it } from 'vitest';
import { type Company, openCompany } from './company.ts';

/** An invoice of which a vendor numbers the tickets, from 1 on, whatever else it calls them. */
const TEXTS = ['first', 'second', 'third'];
const idOf = (text: string) => `id of ${text}`;

async function openNumbered(dates: 'iso' | 'without-zone', texts = TEXTS): Promise<Company> {
  const tickets = texts.map((message, day) => ({
    ticket_id: idOf(message),
    message,
    sender: 'CUSTOMER' as const,
    date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
  }));
  const invoices = ['i-0', 'i-1'].map((invoiceId) => ({ invoiceId, tickets }));
  const company = await openCompany({ invoices, switches: { ids: 'per-invoice', dates } });
  await company.settle();
  expect(await company.events()).toEqual(['account.ready']);
  return company;
}

/** What happens between two polls, or in two of them. */
interface History {
  readonly name: string;
  readonly deleted: readonly string[];
  readonly written?: string;
  readonly events: readonly string[];
  readonly texts: readonly string[];
}

const HISTORIES: readonly History[] = [
  { name: 'the last is deleted', deleted: ['third'], events: ['message.gone i-0 third'], texts: ['first', 'second'] },
  { name: 'the first is deleted', deleted: ['first'], events: ['message.gone i-0 first'], texts: ['second', 'third'] },
  {
    name: 'one between others is deleted',
    deleted: ['second'],
    events: ['message.gone i-0 second'],
    texts: ['first', 'third'],
  },
  {
    name: 'the last is deleted, and another is written',
    deleted: ['third'],
    written: 'fourth',
    events: ['message.gone i-0 third', 'message.new i-0 fourth'],
    texts: ['first', 'second', 'fourth'],
  },
  {
    name: 'the first is deleted, and another is written',
    deleted: ['first'],
    written: 'fourth',
    events: ['message.gone i-0 first', 'message.new i-0 fourth'],
    texts: ['second', 'third', 'fourth'],
  },
  {
    name: 'the last is deleted, and the same is written again',
    deleted: ['third'],
    written: 'third',
    events: ['message.gone i-0 third', 'message.new i-0 third'],
    texts: ['first', 'second', 'third'],
  },
  {
    name: 'all are deleted, and another is written',
    deleted: TEXTS,
    written: 'fourth',
    events: [...TEXTS.map((text) => `message.gone i-0 ${text}`), 'message.new i-0 fourth'],
    texts: ['fourth'],
  },
];

const CASES = HISTORIES.flatMap((history) =>
  (['iso', 'without-zone'] as const).flatMap((dates) =>
    (['before', 'with'] as const).map((polled) => ({ ...history, dates, polled })),
  ),
);

describe('where a vendor gives a number again after a deletion', () => {
  it.each(CASES)('$name, dates $dates, polled $polled what is written', async (history) => {
    await using company = await openNumbered(history.dates);
    const { clubcollect } = company.sandbox;
    for (const text of history.deleted) clubcollect.ticketDisappears('i-0', idOf(text));
    if (history.polled === 'before') await company.settle();
    if (history.written !== undefined) clubcollect.customerWrites('i-0', history.written);
    await company.settle();
    const events = await company.events();
    const ofMessages = events.filter((event) => event.startsWith('message.')).toSorted();
    if (history.polled === 'with' && history.texts.every((text) => !TEXTS.includes(text))) {
      expect(ofMessages).toEqual([]);
      expect(events).toContain('thread.rewritten i-0');
    } else {
      expect(ofMessages).toEqual(history.events.toSorted());
    }
    const held = await company.held();
    expect(held['i-0']?.messages).toEqual(history.texts.map((text, index) => `${index + 1} CUSTOMER: ${text}`));
    expect(held['i-0']?.state).toBe('unanswered');
    const quiet = await company.poll();
    expect(quiet).toBeLessThanOrEqual(6);
    expect(await company.poll()).toBe(quiet);
    expect(await company.events()).toEqual([]);
  });
});
