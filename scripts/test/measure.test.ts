import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { attribute } from '../src/diff/attribute.ts';
import { Batch } from '../src/diff/measure/batch.ts';
import { programsOf } from '../src/diff/measure/corpus.ts';
import { isInFacade } from '../src/diff/measure/facade-programs.ts';
import { type Broken, measure } from '../src/diff/measure/measure.ts';
import { rateChanges } from '../src/diff/rate.ts';
import type { RatedChange } from '../src/diff/verdict.ts';
import { asDocument } from '../src/generate/document.ts';
import { brandlovers, clubcollect, parcels, type SpecChange } from './spec-changes/change.ts';
import { edited, move, remove, renameSchema, set } from './spec-changes/edit.ts';
import { specs } from './spec-changes/specs.ts';
import { kinds } from './spec-changes/table.ts';

/** A guard against a hang, for some hundred packages on a shared machine. */
const LONG = 600_000;

const TEXT = { type: 'string', description: 'A text.' };
const NUMBER = { type: 'integer', description: 'A number.' };
const OBJECT = { type: 'object', description: 'An object.', properties: { id: TEXT } };

const ticket = '/components/schemas/Ticket/properties';
const draft = '/components/schemas/NewTicket';
const list = '/paths/~1tickets/get';

/** Single changes with all programs that stop compiling: each kind of program is among them. */
const ONLY: Readonly<Record<string, SpecChange & { readonly breaks: readonly string[] }>> = {
  'words change': { ...brandlovers([set('/components/schemas/Ticket/description', 'Another.')]), breaks: [] },
  'a field of an answer is removed': {
    ...brandlovers([remove(`${ticket}/subject`)]),
    breaks: [
      'listTickets reader',
      'facade threads reader',
      'unpromised: GetTickets fixture',
      'unpromised: Ticket fixture',
    ],
  },
  'a field of a message is removed': {
    ...clubcollect([
      remove('/components/schemas/Ticket/properties/sender'),
      set('/components/schemas/Ticket/required', ['ticket_id', 'message', 'date']),
    ]),
    breaks: [
      'listInvoiceTickets reader',
      'listInvoiceTickets switch',
      'createInvoiceTicket reader',
      'createInvoiceTicket switch',
      'facade threads reader',
      'facade messages reader',
      'unpromised: InvoiceTickets fixture',
      'unpromised: Ticket fixture',
      'unpromised: Ticket.sender record',
    ],
  },
  'an open enum becomes a number': {
    ...brandlovers([set(`${ticket}/status`, NUMBER)]),
    breaks: [
      'listTickets reader',
      'listTickets switch',
      'facade threads reader',
      'unpromised: GetTickets fixture',
      'unpromised: Ticket fixture',
    ],
  },
  'an open enum gains a value': {
    ...brandlovers([set(`${ticket}/status/x-extensible-enum/-`, 'WAITING')]),
    breaks: ['unpromised: Ticket.status record'],
  },
  'a required field is added to an answer': {
    ...clubcollect([
      set('/components/schemas/Page/properties/cursor', TEXT),
      set('/components/schemas/Page/required/-', 'cursor'),
    ]),
    breaks: ['unpromised: CompanyTickets fixture', 'unpromised: Page fixture'],
  },
  'an answer without a body gets one': {
    ...brandlovers([
      set('/paths/~1ticket~1{ticketId}~1message/post/responses/200/content', {
        'application/json': { schema: OBJECT },
      }),
    ]),
    breaks: ['addTicketMessage void reader'],
  },
  'an alternative is added to an answer': {
    ...parcels([
      set('/paths/~1parcels~1{parcelId}/get/responses/200/content/application~1json/schema/anyOf/-', {
        type: 'string',
      }),
    ]),
    breaks: ['getParcel reader'],
  },
  'a required field is added to an input': {
    ...brandlovers([set(`${draft}/properties/title`, TEXT), set(`${draft}/required/-`, 'title')]),
    breaks: [
      'createTicket minimal writer',
      'createTicket full writer',
      'createTicket round trip',
      'NewTicket typed variable',
      'CreateTicketInput typed variable',
      'unpromised: createTicket openapi-fetch',
    ],
  },
  'an optional field is removed from an input': {
    ...brandlovers([remove(`${draft}/properties/description`)]),
    breaks: ['createTicket full writer', 'unpromised: createTicket openapi-fetch'],
  },
  'what is read has a field more than what is written': {
    ...brandlovers([
      set(`${ticket}/customer`, { ...OBJECT, properties: { name: TEXT, phoneNumber: TEXT, email: TEXT } }),
    ]),
    breaks: ['createTicket round trip'],
  },
  'a schema has another name': {
    ...brandlovers(renameSchema('Metadata', 'Pair')),
    breaks: ['Metadata typed variable', 'unpromised: Metadata fixture'],
  },
  'an operation has another id': {
    ...brandlovers([set(`${list}/operationId`, 'findTickets')]),
    breaks: [
      'createTicket round trip',
      'listTickets reader',
      'listTickets switch',
      'listTickets minimal writer',
      'listTickets full writer',
      'listTickets error reader',
      'listTickets paging reader',
      'GetTickets typed variable',
      'Ticket typed variable',
      'CustomerReference typed variable',
      'ListTicketsInput typed variable',
      'unpromised: client implementation',
    ],
  },
  'an operation is added': {
    ...brandlovers([
      set('/paths/~1status', {
        get: { operationId: 'getStatus', summary: 'Get the status', responses: { '200': { description: 'Fine.' } } },
      }),
    ]),
    breaks: ['unpromised: client implementation'],
  },
  'an operation has another path': {
    ...brandlovers([move('/paths/~1tickets', '/paths/~1all-tickets')]),
    breaks: ['unpromised: listTickets openapi-fetch'],
  },
  'a list is not paged any more': {
    ...brandlovers([remove(`${list}/x-paging`)]),
    breaks: ['listTickets paging reader'],
  },
  'the credential has another option': {
    ...brandlovers([set('/components/securitySchemes/authorization/x-credential-option', 'key')]),
    breaks: ['client creation'],
  },
};

const TABLE = kinds.flatMap(({ row, changes }) =>
  Object.entries(changes).map(([title, change]) => ({ row, title, change })),
);

/** Changes that no program rests on. */
const ELSEWHERE = (['patch', 'major'] as const).map(
  (bump): RatedChange => ({
    pointer: `/servers/${bump}`,
    from: undefined,
    to: undefined,
    bumps: { client: bump, facade: bump, sandbox: bump, python: bump, vendorPython: bump },
    python: {},
    reason: '',
    publishedWork: true,
    advisory: '',
    consumers: [],
  }),
);

const broken = new Map<SpecChange, readonly Broken[]>();

beforeAll(async () => {
  const changes = [...Object.values(ONLY), ...TABLE.map(({ change }) => change)];
  const pairs = changes.map(({ spec: vendor, edits }) => ({
    vendor,
    from: specs[vendor],
    to: edited(specs[vendor], edits),
  }));
  const measured = await measure(pairs);
  changes.forEach((change, index) => {
    broken.set(change, measured[index] ?? []);
  });
}, LONG);

function namesOf(change: SpecChange): string[] {
  return [...new Set(broken.get(change)?.map(({ program }) => program))];
}

test(
  'every program compiles with the package of its own spec',
  async () => {
    const batch = new Batch();
    const files: string[] = [];
    for (const [vendor, spec] of Object.entries(specs)) {
      files.push(batch.program(await batch.generate(vendor, spec), vendor, spec));
    }
    const failures = await batch.run();
    expect(files.flatMap(failures)).toEqual([]);
  },
  LONG,
);

test.each(Object.entries(ONLY))('%s: these programs stop compiling, and no other', (_, change) => {
  expect(namesOf(change)).toEqual(change.breaks);
});

test('every kind of program has been seen failing', () => {
  const kindOf = (program: string) => program.replace(/^(unpromised: )?\S+ /, '$1');
  const all = Object.entries(specs).flatMap(([vendor, spec]) => programsOf(vendor, spec).map(({ name }) => name));
  const seen = Object.values(ONLY).flatMap(({ breaks }) => breaks);
  expect(new Set(seen.map(kindOf))).toEqual(new Set(all.map(kindOf)));
});

test('what a line rests on is told, the most specific first', () => {
  const change = ONLY['a field of an answer is removed'];
  const found = change && broken.get(change)?.find(({ program }) => program === 'listTickets reader');
  expect(found).toEqual({
    program: 'listTickets reader',
    surface: 'client',
    promised: true,
    message: expect.stringContaining("'subject' does not exist"),
    about: [
      `${ticket}/subject`,
      '/components/schemas/Ticket',
      '/components/schemas/GetTickets/properties/tickets/items',
      '/components/schemas/GetTickets/properties/tickets',
      '/components/schemas/GetTickets',
      `${list}/responses/200/content/application~1json/schema`,
      `${list}/responses/200`,
      list,
      '/paths/~1tickets/parameters',
    ],
  });
});

describe.each(TABLE)('$row: $title', ({ change }) => {
  test('what breaks is laid at the door of the change, whatever else differs', () => {
    const { spec, edits } = change;
    const own = rateChanges(asDocument(specs[spec]), asDocument(edited(specs[spec], edits)));
    const rated = [...own, ...ELSEWHERE];
    const attributed = attribute(rated, broken.get(change) ?? []);
    expect(attributed.map(({ pointer }) => pointer)).toEqual(rated.map(({ pointer }) => pointer));
    expect(attributed.slice(own.length)).toEqual(ELSEWHERE);
    expect(attributed.map(({ bumps }) => bumps.client)).toEqual(rated.map(({ bumps }) => bumps.client));
    const consumers = new Set(attributed.flatMap((all) => all.consumers));
    expect(consumers).toEqual(new Set(namesOf(change)));
  });
});

test(
  'a whole body that was read is handed back as one, unless that compiles with no package',
  async () => {
    const body = '/paths/~1parcels~1{parcelId}/patch/requestBody/content/application~1json/schema';
    const from = edited(specs.parcels, [set(body, { $ref: '#/components/schemas/Contact' })]);
    const vendors = edited(from, [set('/components/schemas/Contact/properties/id', { ...TEXT, readOnly: true })]);
    const more = set('/components/schemas/Parcel/properties/recipient', {
      ...OBJECT,
      required: ['name'],
      properties: { name: TEXT, phone: TEXT, id: TEXT, email: TEXT },
    });
    const found = await measure(
      [from, vendors].map((old) => ({ vendor: 'parcels', from: old, to: edited(old, [more]) })),
    );
    const names = found.map((all) => [...new Set(all.map(({ program }) => program))]);
    expect(names).toEqual([['createParcel round trip', 'changeParcel round trip'], ['createParcel round trip']]);
  },
  LONG,
);

test('the facade has programs for each of its vendors', async () => {
  const sources = await Array.fromAsync(
    glob('*/source.ts', { cwd: join(import.meta.dirname, '../../packages/facade/src') }),
  );
  expect(sources.map(dirname).filter((vendor) => !isInFacade(vendor))).toEqual([]);
});
