import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, test } from 'vitest';
import { rateChanges } from '../src/diff/rate.ts';
import { asDocument } from '../src/generate/document.ts';
import { pythonDocument } from '../src/python/steps.ts';
import { brandlovers, clubcollect, parcels, type SpecChange } from './spec-changes/change.ts';
import { edited, move, remove, set } from './spec-changes/edit.ts';
import { pythonKinds } from './spec-changes/python.ts';
import { specs } from './spec-changes/specs.ts';
import { kinds } from './spec-changes/table.ts';

/** What a change is called in the package with our names, and in that with the vendor's. */
type Row = readonly [what: string, change: SpecChange, ours: string, theirs: string];

const TEXT = { type: 'string', description: 'A text.' };
const schemas = '/components/schemas';
const ticket = `${schemas}/Ticket/properties`;
const messages = '/paths/~1ticket~1{ticketId}~1messages/get';
const status = '/paths/~1ticket~1{ticketId}~1status/put';
const parcelsPost = '/paths/~1parcels/post';

const rows: readonly Row[] = [
  [
    'a parameter before others',
    brandlovers([set(`${messages}/parameters/0`, { name: 'sortBy', in: 'query', schema: TEXT })]),
    '`list_ticket_messages(sort_by)` is new',
    '`ticket_ticket_id_messages_get(sort_by)` is new',
  ],
  [
    'the order of arguments',
    parcels([
      set('/paths/~1parcels/get/parameters/1', { name: 'max', in: 'query', schema: { type: 'integer' } }),
      set('/paths/~1parcels/get/parameters/2', { name: 'start', in: 'query', schema: { type: 'integer' } }),
    ]),
    '`list_parcels` takes arguments at other places',
    '`parcels_get` takes arguments at other places',
  ],
  [
    'a field that a model has for itself',
    brandlovers([set(`${ticket}/raw`, TEXT)]),
    '`Ticket.var_raw` is new in answers',
    '`Ticket.var_raw` is new in answers',
  ],
  [
    'a field of an answer',
    brandlovers([set(`${ticket}/openedBy`, TEXT)]),
    '`Ticket.opened_by` is new in answers',
    '`Ticket.opened_by` is new in answers',
  ],
  [
    'a field that is gone',
    brandlovers([remove(`${ticket}/closedAt`)]),
    '`Ticket.closed_at` is in no answer any more',
    '`Ticket.closed_at` is in no answer any more',
  ],
  [
    'another type',
    brandlovers([remove(`${ticket}/closedAt/format`)]),
    '`Ticket.closed_at` is read as another type',
    '`Ticket.closed_at` is read as another type',
  ],
  [
    'a field of a body',
    brandlovers([set(`${schemas}/NewTicket/properties/replyTo`, TEXT)]),
    '`NewTicket.reply_to` is new in what is sent',
    '`NewTicket.reply_to` is new in what is sent',
  ],
  [
    'a field of a body without a name',
    parcels([set(`${parcelsPost}/requestBody/content/application~1json/schema/allOf/1/properties/giftWrap`, TEXT)]),
    '`gift_wrap` in the body of `create_parcel` is new',
    '`gift_wrap` in the body of `parcels_post` is new',
  ],
  [
    'a field of what is read and given, where both differ',
    parcels([set(`${schemas}/Contact/properties/postCode`, TEXT)]),
    '`Contact.post_code` is new in answers. `ContactInput.post_code` is new in what is sent',
    '`Contact.post_code` is new in answers. `ContactInput.post_code` is new in what is sent',
  ],
  [
    'a field of an answer without a name',
    parcels([
      set(
        '/paths/~1parcels~1{parcelId}~1pickup/post/responses/200/content/application~1json/schema/allOf/1/properties/carPlate',
        TEXT,
      ),
    ]),
    '`order_pickup().car_plate` is new in answers',
    '`parcels_parcel_id_pickup_post().car_plate` is new in answers',
  ],
  [
    'a value of an enum with a name',
    brandlovers([set(`${schemas}/SettableStatus/enum/-`, 'PAUSED')]),
    '`SettableStatus` takes a further value',
    '`TicketStatus.ticket_status` takes a further value',
  ],
  [
    'a value of an argument',
    brandlovers([set('/paths/~1tickets/get/parameters/0/schema/enum/-', 'PAUSED')]),
    '`list_tickets(status)` takes a further value',
    '`tickets_get(status)` takes a further value',
  ],
  [
    'a kind of a refusal',
    brandlovers([set(`${messages}/responses/403/x-error-kind`, 'throttled')]),
    '`list_ticket_messages 403` has another kind',
    '`ticket_ticket_id_messages_get 403` has another kind',
  ],
  [
    'a field that is deprecated',
    brandlovers([set(`${ticket}/closedAt/deprecated`, true)]),
    '`Ticket.closed_at` is deprecated',
    '`Ticket.closed_at` is deprecated',
  ],
  [
    'an operation that is deprecated',
    brandlovers([set(`${status}/deprecated`, true)]),
    '`set_ticket_status` is deprecated',
    '`ticket_ticket_id_status_put` is deprecated',
  ],
  [
    'a field that is renamed',
    brandlovers([move(`${ticket}/closedAt`, `${ticket}/endedAt`)]),
    '`Ticket.ended_at` is new in answers',
    '`Ticket.ended_at` is new in answers',
  ],
  [
    'an operation that is gone',
    brandlovers([remove(status)]),
    '`set_ticket_status` is no operation any more',
    '`ticket_ticket_id_status_put` is no operation any more',
  ],
  [
    'a body that is another component',
    brandlovers([
      set(`${schemas}/TicketState`, { type: 'object', properties: { ticketStatus: TEXT } }),
      set(`${status}/requestBody/content/application~1json/schema`, { $ref: `#${schemas}/TicketState` }),
    ]),
    '`set_ticket_status(ticket_state)` takes another type',
    '`ticket_ticket_id_status_put(ticket_state)` takes another type',
  ],
  [
    "a body by the vendor's name",
    brandlovers([
      set(`${schemas}/TicketState`, { type: 'object', properties: { ticketStatus: TEXT } }),
      set(`${status}/requestBody/content/application~1json/schema`, { $ref: `#${schemas}/TicketState` }),
      set(`${status}/requestBody/x-request-body-name`, 'newState'),
    ]),
    '`set_ticket_status(ticket_state)` takes another type',
    '`ticket_ticket_id_status_put(new_state)` takes another type',
  ],
  [
    'a schema that is no class',
    brandlovers([set(`${schemas}/PhoneNumber`, TEXT)]),
    "The spec's schema `PhoneNumber` is new",
    "The spec's schema `PhoneNumber` is new",
  ],
  [
    'a credential',
    clubcollect([
      set('/components/securitySchemes/apiKey/in', 'header'),
      set('/components/securitySchemes/apiKey/name', 'X-Api-Key'),
    ]),
    '`api_key["apiKey"]` is sent at another place',
    '`x_api_key` is sent at another place',
  ],
];

function told({ spec, edits }: SpecChange) {
  const changes = rateChanges(asDocument(specs[spec]), asDocument(edited(specs[spec], edits)));
  const by = (surface: 'python' | 'vendorPython') => changes.flatMap(({ python }) => python[surface]?.reason ?? []);
  return { ours: by('python').join('\n'), theirs: by('vendorPython').join('\n') };
}

describe('a changelog for Python speaks Python', () => {
  test.each(rows)('%s', (_, change, ours, theirs) => {
    const words = told(change);
    expect(words.ours).toContain(ours);
    expect(words.theirs).toContain(theirs);
  });

  const all = [...kinds, ...pythonKinds].flatMap(({ row, changes }) =>
    Object.entries(changes).map(([title, change]) => [`${row}: ${title}`, change] as const),
  );
  test.each(all.filter((_, index) => process.env.EXHAUSTIVE || index % 8 === 3))(
    'and has no name of TypeScript: %s',
    (_, change) => {
      const { ours, theirs } = told(change);
      const said = `${ours}\n${theirs}`;
      const known = namesOf(specs[change.spec]).union(namesOf(edited(specs[change.spec], change.edits)));
      const names = Array.from(said.matchAll(/`([^`]+)`/g), ([, name = '']) => name).filter((name) => !known.has(name));
      const words = names.flatMap((name) => name.split(/\W+/));
      expect(words.filter((word) => !known.has(word) && word !== word.toLowerCase())).toEqual([]);
      expect(said).not.toMatch(/exported type|compile|option is the same/);
    },
  );
});

/** What is written alike in all languages: the classes of a package, and what a spec itself is called and leads to. */
function namesOf(spec: OpenAPI3): ReadonlySet<string> {
  const { info, servers, components, paths } = asDocument(pythonDocument(spec));
  return new Set([
    info.title,
    ...servers.map(({ url }) => url),
    ...Object.keys(paths),
    ...Object.keys(components?.schemas ?? {}),
    ...Object.keys(components?.securitySchemes ?? {}),
  ]);
}
