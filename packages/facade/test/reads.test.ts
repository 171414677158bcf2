import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { messageOf, threadOf } from '../src/brandlovers/model.ts';
import { listedMessageOf, messageOf as ticketOf } from '../src/clubcollect/model.ts';

const INSTANT = '2026-11-26T08:00:00.000Z';

/** Maps one field of a model that holds a date-time. */
const maps: Readonly<Record<string, Readonly<Record<string, (payload: object) => object>>>> = {
  brandlovers: {
    Ticket: (payload) => threadOf('a', payload),
    CustomerReference: (payload) => threadOf('a', { customer: payload }),
    TicketMessage: (payload) =>
      messageOf(
        { vendor: 'brandlovers', account: 'a', id: 't' },
        { id: '', body: '', createdAt: '', visibility: '', ...payload },
      ),
  },
  clubcollect: {
    Ticket: (payload) =>
      ticketOf(
        { vendor: 'clubcollect', account: 'a', id: 'i' },
        { ticket_id: '', message: '', sender: '', date: '', ...payload },
      ),
    CompanyTicket: (payload) =>
      listedMessageOf('a', { invoice_id: '', ticket_id: '', message: '', sender: '', date: '', ...payload }),
  },
};

test.each(Object.keys(maps))('reads/%s.json says which fields become instants, and which stay text', async (vendor) => {
  const file = new URL(`../reads/${vendor}.json`, import.meta.url);
  const { instants, texts } = JSON.parse(await readFile(file, 'utf8'));
  const made = (path: string): string => {
    const [model = '', field = ''] = path.split('.');
    const { raw, anomalies, ...mapped } = Object(maps[vendor]?.[model]?.({ [field]: INSTANT }));
    return JSON.stringify(mapped, function (key, value) {
      return this[key] instanceof Date ? 'an instant' : value;
    });
  };
  for (const path of instants) expect(made(path), path).toContain('an instant');
  for (const path of texts) expect(made(path), path).toContain(INSTANT);
});
