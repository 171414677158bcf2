import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ticket } from '@ticketbridge/brandlovers';
import { type BrandloversCreateReceipt, isTicketbridgeError } from '@ticketbridge/facade';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locate } from '../src/brandlovers/locate.ts';
import { threadOf } from '../src/brandlovers/model.ts';
import { created } from '../src/brandlovers/wanted.ts';
import { readArguments } from '../src/checks.ts';
import { dataWith, openDesk, recordingFetch, ticketsIn } from './desk.ts';
import { MANGLINGS } from './vendor-text.ts';

const newThread = { orderId: '1', type: 'OTHER', from: 'Shop', text: 'Your parcel is on its way.' } as const;
const at = '2026-01-02T10:00:00.000Z';
const receiptOf = (input: Partial<BrandloversCreateReceipt['input']>, marker?: string): BrandloversCreateReceipt => ({
  vendor: 'brandlovers',
  account: 'shop',
  verb: 'createThread',
  input: { ...newThread, ...input },
  at,
  outcome: 'accepted',
  ...(marker !== undefined && { marker }),
});

/** Reads what `locate` is given, as the bridge does. */
function wantedBy(given: unknown) {
  return readArguments('locate', { receipt: created }, [given]).receipt;
}

/** Locates among tickets that are listed as they are given, all of them open. */
function locateAmong(wanted: unknown, tickets: readonly Ticket[]) {
  const listing = async function* () {
    for (const ticket of tickets) yield threadOf('shop', ticket);
  };
  return locate(wantedBy(wanted), { open: listing(), all: listing() });
}

const statusAmong = async (wanted: unknown, ...tickets: readonly Ticket[]) =>
  (await locateAmong(wanted, tickets)).status;

describe('a marker of the caller', () => {
  test('finds the ticket without a receipt, by the whole key only', async () => {
    const { bridge } = await openDesk({ data: dataWith({}) });
    for (const marker of ['order-1', 'order-12', 'rder-1', 'order']) {
      await bridge.brandlovers.createThread({ ...newThread, description: marker }, { marker });
    }
    const located = await bridge.brandlovers.locate({ marker: 'order-1' });
    expect(located).toMatchObject({ status: 'found', thread: { description: '[ticketbridge:order-1] order-1' } });
    expect(await bridge.brandlovers.locate({ account: 'shop', marker: 'order-' })).toEqual({ status: 'not-yet' });
  });

  test('finds the ticket of a process that died between sending and keeping the receipt', async () => {
    const { bridge, brandlovers, sandbox } = await openDesk({ data: dataWith({}) });
    const create = fileURLToPath(new URL('create-and-die.ts', import.meta.url));
    const died = await new Promise<string | null | undefined>((resolve) => {
      const args = ['--conditions=@ticketbridge/source', create, sandbox.brandlovers.baseUrl, 'order-1'];
      execFile(process.execPath, args, (error) => resolve(error?.signal));
    });
    expect(died).toBe('SIGKILL');
    const located = await bridge.brandlovers.locate({ marker: 'order-1' });
    if (located.status !== 'found' || !located.thread.ref) throw new Error(`it is ${located.status}`);
    const { messages } = await brandlovers.listTicketMessages({ ticketId: located.thread.ref.id });
    expect(messages?.map(({ body }) => body)).toEqual([newThread.text]);
  });

  test('that was used twice has candidates, with and without a receipt', async () => {
    const { bridge } = await openDesk({ data: dataWith({}) });
    const receipt = await bridge.brandlovers.createThread(newThread, { marker: 'order-1' });
    await bridge.brandlovers.createThread({ ...newThread, type: 'REFUND' }, { marker: 'order-1' });
    for (const wanted of [receipt, { marker: 'order-1' }]) {
      const located = await bridge.brandlovers.locate(wanted);
      expect(located).toMatchObject({ status: 'candidates', threads: [{ type: 'OTHER' }, { type: 'REFUND' }] });
    }
  });

  test.each(['', 'Order-1', 'order 1', 'a]', 'a:b', 'é', 'a'.repeat(65), 7, null])(
    'is refused before anything is sent when it is %j',
    async (marker) => {
      const { fetch, requests } = recordingFetch();
      const { bridge } = await openDesk({ data: dataWith({}), fetch });
      const refused = { kind: 'invalid-input', outcome: 'not-sent', field: 'marker' };
      await expect(bridge.brandlovers.createThread(newThread, { marker: marker as string })).rejects.toMatchObject(
        refused,
      );
      await expect(bridge.brandlovers.locate({ marker: marker as string })).rejects.toMatchObject(refused);
      expect(requests).toEqual([]);
    },
  );
});

describe('the listings', () => {
  const open = 'status=OPEN';
  const listed = async (marker: string | undefined, status: 'OPEN' | 'CLOSED' | 'none') => {
    const { fetch, requests } = recordingFetch();
    const description = `[ticketbridge:${marker}]`;
    const tickets = status === 'none' ? [] : [{ ticketId: 't', type: 'OTHER', status, description, messages: [] }];
    const others = [...ticketsIn('OPEN', 3), ...ticketsIn('CLOSED', 2)].map((one) => ({ ...one, type: 'REFUND' }));
    const data = dataWith({ tickets: [...tickets, ...others] });
    const { bridge } = await openDesk({ data, fetch, brandlovers: { maxLimit: 2 } });
    const located = await bridge.brandlovers.locate(marker === undefined ? receiptOf({}) : { marker });
    return { status: located.status, lists: requests.map((request) => request.includes(open)) };
  };

  test('are not read beyond the open tickets when one of these has the marker', async () => {
    expect(await listed('order-1', 'OPEN')).toEqual({ status: 'found', lists: [true, true, true] });
  });

  test('are read to the end when no open ticket has the marker', async () => {
    const lists = [true, true, true, false, false, false, false];
    expect(await listed('order-1', 'CLOSED')).toEqual({ status: 'found', lists });
    expect((await listed('order-1', 'none')).status).toBe('not-yet');
  });

  test('are all tickets at once without a marker', async () => {
    expect(await listed(undefined, 'none')).toEqual({ status: 'not-yet', lists: [false, false, false, false] });
  });

  test('have a ticket once, whichever has it, and those without an id as often as they have them', async () => {
    const listing = async function* (tickets: readonly Ticket[]) {
      for (const ticket of tickets) yield threadOf('shop', { type: 'OTHER', ...ticket });
    };
    const read = (marker: string | undefined, ofOpen: readonly Ticket[], ofAll: readonly Ticket[]) =>
      locate(wantedBy(receiptOf({}, marker)), { open: listing(ofOpen), all: listing(ofAll) });
    const [moved, both, nameless] = [{ ticketId: 'moved' }, { ticketId: 'both' }, {}];
    expect(await read('k', [moved, both, nameless], [both, nameless, nameless])).toMatchObject({
      status: 'candidates',
      threads: [{ ref: { id: 'both' } }, { ref: undefined }, { ref: undefined }, { ref: { id: 'moved' } }],
    });
    const hit = { ticketId: 't', description: '[ticketbridge:k]' };
    expect((await read('k', [hit, hit], [])).status).toBe('found');
    expect((await read('k', [hit, { description: hit.description }], [])).status).toBe('candidates');
  });
});

describe('a receipt whose mark is not found', () => {
  const marked = receiptOf({ description: 'late parcel' }, 'order-1');

  test.each<[string, Ticket, status: string]>([
    ['lost the mark', { description: 'late parcel' }, 'candidates'],
    ['was cut in the mark', { description: '[ticketbridge:ord' }, 'candidates'],
    ['was cut in the mark that an older version wrote', { description: 'late parcel [ticket…' }, 'candidates'],
    ['lost its description', {}, 'candidates'],
    ['has an empty description', { description: ' ' }, 'candidates'],
    ['has the mark of another', { description: '[ticketbridge:order-12] late parcel' }, 'not-yet'],
    ['has another description', { description: 'another' }, 'not-yet'],
    ['lost its type', { type: undefined, description: 'late parcel' }, 'candidates'],
    ['has another type and no description', { type: 'REFUND' }, 'not-yet'],
    ['has another type', { type: 'REFUND', description: 'late parcel' }, 'not-yet'],
    ['was created an hour before', { description: 'late parcel', createdAt: '2026-01-02T09:00:00Z' }, 'not-yet'],
  ])('has a ticket that %s as %s', async (_, ticket, status) => {
    expect(await statusAmong(marked, { ticketId: 't', type: 'OTHER', ...ticket })).toBe(status);
  });
});

describe.each(['as-sent', 'cut', 'escaped', 'left-out'] as const)('where descriptions are %s', (description) => {
  const LONG = `"Não chegou" & ${'atrasado '.repeat(12)}`;
  test.each([undefined, 'atrasado', LONG])('a created ticket is never said not to be there: %s', async (given) => {
    for (const marker of [undefined, true, 'order-1']) {
      const { bridge } = await openDesk({ data: dataWith({}), brandlovers: { description } });
      const receipt = await bridge.brandlovers.createThread({ ...newThread, description: given }, { marker });
      const isSure = marker !== undefined && description !== 'left-out';
      expect((await bridge.brandlovers.locate(receipt)).status).toBe(isSure ? 'found' : 'candidates');
    }
  });
});

describe('a receipt without a marker has a similar ticket as a candidate', () => {
  const sent = receiptOf({ type: 'Delivery', description: 'Não chegou: nº 7 & "azul"' });
  const ticketWith = (ticket: Ticket): Ticket => ({ ticketId: 't', type: 'Delivery', ...ticket });

  test.each(Object.entries(MANGLINGS))('when the vendor %s type and description', async (_, mangle) => {
    const ticket = ticketWith({ type: mangle('Delivery'), description: mangle(sent.input.description ?? '') });
    expect(await statusAmong(sent, ticket)).toBe('candidates');
  });

  test.each<[string, Ticket, status: string]>([
    ['cut', { description: 'Não chegou: n' }, 'candidates'],
    ['cut, with an ellipsis', { description: 'Não chegou:…' }, 'candidates'],
    ['cut, with three dots', { description: 'Não chegou ...' }, 'candidates'],
    ['cut in an entity', { description: 'N&atilde;o chegou: n&ordm; 7 &am' }, 'candidates'],
    ['cut in entities escaped twice', { description: 'N&amp;atilde;o chegou: n&amp;or...' }, 'candidates'],
    [
      'cut where every unit was escaped twice',
      { description: 'N&#38;&#35;&#50;&#50;&#55;&#59;&#38;&#35;&#49;&#4' },
      'candidates',
    ],
    ['cut between a letter and its accent', { description: 'Na' }, 'candidates'],
    ['preceded by the mark of another', { description: '[ticketbridge:k] Não chegou: nº 7 & "azul"' }, 'candidates'],
    ['absent', {}, 'candidates'],
    ['blank', { description: ' ' }, 'candidates'],
    ['cut to an ellipsis', { description: '…' }, 'candidates'],
    ['nothing but the mark of another', { description: '[ticketbridge:k]' }, 'not-yet'],
    ['longer', { description: 'Não chegou: nº 7 & "azul" e branco' }, 'not-yet'],
    ['another', { description: 'chegou' }, 'not-yet'],
  ])('when its description is %s', async (_, ticket, status) => {
    expect(await statusAmong(sent, ticketWith(ticket))).toBe(status);
  });

  test('when neither has a description, and not when it has one and the receipt none', async () => {
    const { input, ...rest } = sent;
    const without = { ...rest, input: { ...input, description: undefined } };
    expect(await statusAmong(without, ticketWith({}))).toBe('candidates');
    expect(await statusAmong(without, ticketWith({ description: ' ' }))).toBe('candidates');
    expect(await statusAmong(without, ticketWith({ description: 'late' }))).toBe('not-yet');
  });

  test.each([
    ['the mark of a description that had one is gone', '[ticketbridge:k] late', 'late'],
    ['an ellipsis is all that was sent', '...', '...'],
    [
      'letters have cases of several letters, or of one alone',
      'GROẞE STRAßE, İstanbul, ὈΔΥΣΣΕΎΣ',
      'große straße, i̇stanbul, ὀδυσσεύς',
    ],
    ['a letter and its accent are one character', 'Na\u0303o', 'NÃO'],
    ['an entity was sent, and decoded', 'Tom &amp; Jerry', 'Tom & Jerry'],
  ])('when %s', async (_, description, listed) => {
    expect(await statusAmong(receiptOf({ description }), { ticketId: 't', type: 'OTHER', description: listed })).toBe(
      'candidates',
    );
  });

  test.each([
    ['2026-01-02T10:05:00Z', 'candidates'],
    ['2026-01-02T09:55:00Z', 'candidates'],
    ['2026-01-02T10:05:00.001Z', 'not-yet'],
    ['2026-01-02T09:54:59.999Z', 'not-yet'],
    ['2026-01-02T07:00:00-03:00', 'candidates'],
    ['2026-02-30T10:00:00Z', 'candidates'],
    ['yesterday', 'candidates'],
    [undefined, 'candidates'],
  ])('when it was created at %s: %s', async (createdAt, status) => {
    const { description } = sent.input;
    expect(await statusAmong(sent, { ticketId: 't', type: 'Delivery', description, createdAt } as Ticket)).toBe(status);
  });

  test('whatever is done to its text before and after a cut', async () => {
    const manglings = fc.array(fc.constantFrom(...Object.values(MANGLINGS)), { maxLength: 2 });
    const apply = (text: string, all: readonly ((text: string) => string)[]) =>
      all.reduce((mangled, mangle) => mangle(mangled), text);
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[aã&;#ç. <"[\]…]{0,20}$/));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        text,
        manglings,
        share,
        fc.constantFrom('', '…', '...', ' …'),
        manglings,
        async (end, before, keptShare, ellipsis, after) => {
          const mangled = apply(`late ${end}`, before);
          // Something is left of what was sent.
          const kept = Math.max(apply('late', before).length, Math.ceil(mangled.length * keptShare));
          const cut = kept >= mangled.length ? mangled : `${mangled.slice(0, kept)}${ellipsis}`;
          const ticket = { ticketId: 't', type: 'OTHER', description: apply(cut, after) };
          expect(await statusAmong(receiptOf({ description: `late ${end}` }), ticket)).toBe('candidates');
        },
      ),
    );
  });
});

test.each([
  '<p>[ticketbridge:order-1]</p>',
  'x [ticketbridge:order-1] y',
  '"[TICKETBRIDGE:ORDER-1]"',
  '&lt;b&gt;[ticketbridge:order-1]&lt;/b&gt;',
])('a ticket that has the mark elsewhere than in its place is a candidate: %s', async (description) => {
  const ticket = { ticketId: 't', type: 'OTHER', description };
  expect(await statusAmong({ marker: 'order-1' }, ticket)).toBe('candidates');
  expect(await statusAmong(receiptOf({ description: 'another' }, 'order-1'), ticket)).toBe('candidates');
  expect(await statusAmong({ marker: 'order-12' }, ticket)).toBe('not-yet');
});

describe('a receipt that was damaged', () => {
  const { marker: _, ...whole } = receiptOf({ description: 'late' }, 'order-1');

  test.each<[string, object]>([
    ['receipt.vendor', { vendor: 'clubcollect' }],
    ['receipt.vendor', { vendor: undefined }],
    ['receipt.account', { account: 'another' }],
    ['receipt.account', { account: undefined }],
    ['receipt.verb', { verb: 'reply' }],
    ['receipt.input', { input: undefined }],
    ['receipt.input', { input: null }],
    ['receipt.input', { input: 'late' }],
    ['receipt.input', { input: [] }],
    ['receipt.input.type', { input: {} }],
    ['receipt.input.type', { input: { type: 7 } }],
    ['receipt.input.description', { input: { type: 'OTHER', description: null } }],
    ['receipt.at', { at: undefined }],
    ['receipt.at', { at: 'yesterday' }],
    ['receipt.at', { at: '2026-02-30T10:00:00Z' }],
    ['receipt.at', { at: 1_767_348_000_000 }],
    ['receipt.marker', { marker: 'Order 1' }],
    ['receipt.marker', { marker: null }],
  ])('is refused with the field %s: %j', async (field, damage) => {
    const { fetch, requests } = recordingFetch();
    const { bridge } = await openDesk({ fetch });
    // The types forbid it; what was kept as JSON may hold it all the same.
    await expect(bridge.brandlovers.locate({ ...whole, ...damage } as never)).rejects.toMatchObject({
      kind: 'invalid-input',
      outcome: 'not-sent',
      field,
    });
    expect(requests).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['receipt', undefined],
    ['receipt', null],
    ['receipt', 'order-1'],
    ['receipt', []],
    ['marker', {}],
    ['marker', { account: 'shop' }],
    ['marker', { marker: true }],
    ['markr', { markr: 'order-1' }],
    ['account', { account: 'another', marker: 'order-1' }],
  ])('is no marker either, refused with the field %s: %j', async (field, value) => {
    const { bridge } = await openDesk();
    await expect(bridge.brandlovers.locate(value as never)).rejects.toMatchObject({ kind: 'invalid-input', field });
  });

  test('is never another error, whatever stands in it', async () => {
    const { bridge } = await openDesk({ data: dataWith({}) });
    const names = fc.constantFrom('vendor', 'account', 'verb', 'input', 'at', 'outcome', 'marker');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, fc.anything()), fc.anything(), async (damage, input) => {
        const damaged = { ...whole, input: { ...whole.input, ...(input as object) }, ...damage };
        const error: unknown = await bridge.brandlovers.locate(damaged as never).catch((reason) => reason);
        const isFine = !(error instanceof Error) || (isTicketbridgeError(error) && error.kind === 'invalid-input');
        expect([error, isFine]).toEqual([error, true]);
      }),
    );
  });

  test('has kept what a version before had: its mark stands last', async () => {
    const marker = '0b7c9f0e-3d0e-4f0c-9f53-7d7f2f3f9a10';
    const kept = { ...whole, marker };
    expect(await statusAmong(kept, { ticketId: 't', description: `late [ticketbridge:${marker}]` })).toBe('found');
  });
});
