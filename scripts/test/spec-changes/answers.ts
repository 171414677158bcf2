import { brandlovers, clubcollect, type Kind, parcels } from './change.ts';
import { move, objectOf, remove, set } from './edit.ts';

const TEXT = { type: 'string', description: 'A text.' };

const ticket = '/components/schemas/Ticket';
const ticketMessage = '/components/schemas/TicketMessage';
const parcel = '/components/schemas/Parcel';
const depot = '/components/schemas/Depot';
const pickup = '/paths/~1parcels~1{parcelId}~1pickup/post/responses/200/content/application~1json/schema';
const parcelOrLetter = '/paths/~1parcels~1{parcelId}/get/responses/200/content/application~1json/schema';
const origin = '/components/schemas/Letter/properties/origin';
const createTicket = '/paths/~1ticket/post';
const created = '/paths/~1parcels/post/responses';

const READERS = { breaks: ['listTickets reader', 'facade threads reader'], facade: 'major' } as const;
const MESSAGE_READERS = { breaks: ['listTicketMessages reader', 'facade messages reader'], facade: 'major' } as const;
const PARCEL_READERS = { breaks: ['listParcels reader', 'createParcel reader'] };

/** Changes of what a vendor answers to a call that succeeds. */
export const answers: readonly Kind[] = [
  {
    row: 'a field is added to an answer',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'optional, to the items of a list': brandlovers([set(`${ticket}/properties/channel`, TEXT)], { facade: 'minor' }),
      'required, to the items of a list': brandlovers([
        set(`${ticketMessage}/properties/author`, TEXT),
        set(`${ticketMessage}/required/-`, 'author'),
      ]),
      'that was only given': parcels([remove(`${parcel}/properties/code/writeOnly`)]),
      'to the page itself': clubcollect([set('/components/schemas/CompanyTickets/properties/note', TEXT)]),
      'to an answer that is a list': parcels([set('/components/schemas/Depot/properties/city', TEXT)]),
      'to an object within the items of a list of an item': parcels([
        set('/components/schemas/Step/properties/place/properties/room', TEXT),
      ]),
      'to a part of allOf': parcels([set(`${pickup}/allOf/1/properties/car`, TEXT)]),
      'to a component that is a part of allOf': parcels([set('/components/schemas/Numbered/properties/year', TEXT)]),
      'to an alternative of anyOf': parcels([set('/components/schemas/Letter/properties/colour', TEXT)]),
      'to the body of a refusal': clubcollect([set('/components/schemas/ErrorBody/properties/detail', TEXT)]),
      'any, to an object that had the listed ones': parcels([
        set('/components/schemas/Step/properties/place/additionalProperties', true),
      ]),
      'all of a refusal that had no body': parcels([
        set('/paths/~1parcels/get/responses/429/content', {
          'application/json': { schema: { $ref: '#/components/schemas/Refusal' } },
        }),
      ]),
    },
  },
  {
    row: 'a field is added to an object that is read and handed back as input',
    bump: 'minor',
    publishedWork: false,
    changes: {
      'of a vendor': brandlovers([set('/components/schemas/CustomerReference/properties/email', TEXT)]),
      'within the answer of one call and the body of another': parcels([
        set('/components/schemas/Contact/properties/email', TEXT),
      ]),
      'any, to an object that had the listed ones': parcels([
        set('/components/schemas/Contact/additionalProperties', true),
      ]),
    },
  },
  {
    row: 'a field of an answer is always there now, can no longer be null, or is of fewer types',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'the list of a page becomes required': brandlovers([set('/components/schemas/GetTickets/required', ['tickets'])]),
      "a field of a list's items becomes required": brandlovers([set(`${ticket}/required`, ['ticketId'])]),
      'a nested field becomes required': parcels([
        set('/components/schemas/Step/properties/place/required/-', 'shelf'),
      ]),
      'a field of a part of allOf becomes required': parcels([set(`${pickup}/allOf/1/required/-`, 'driver')]),
      'the first of alternatives without names is no longer possible': parcels([remove(`${origin}/anyOf/0`)]),
      'the last of alternatives without names is no longer possible': parcels([remove(`${origin}/anyOf/2`)]),
      'null is no longer possible': parcels([set(`${parcel}/properties/eta/type`, 'string')]),
      'one type of three is no longer possible': parcels([remove(`${depot}/properties/size/anyOf/2`)]),
      'one type is left of several': parcels([set(`${depot}/properties/size`, { type: 'string' })]),
    },
  },
  {
    row: 'an open enum of an answer gains or loses a known value, or a text becomes one or is one no more',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'a value is added': brandlovers([set(`${ticket}/properties/status/x-extensible-enum/-`, 'WAITING')], {
        facade: 'minor',
      }),
      'a value is removed': brandlovers([remove(`${ticketMessage}/properties/visibility/x-extensible-enum/1`)]),
      'a value is renamed': parcels([set(`${parcel}/properties/state/x-extensible-enum/2`, 'DELIVERED')]),
      'a text gets known values': brandlovers([
        set(`${ticket}/properties/priority/x-extensible-enum`, ['LOW', 'HIGH']),
      ]),
      'known values give way to a text': clubcollect([
        remove('/components/schemas/CompanyTicket/properties/sender/x-extensible-enum'),
      ]),
    },
  },
  {
    row: 'a format, a pattern, a length or a range of an answer changes',
    bump: 'patch',
    publishedWork: true,
    changes: {
      'a length is limited': brandlovers([set(`${ticketMessage}/properties/body/maxLength`, 4000)]),
      'a default is added': parcels([set(`${parcel}/properties/weight/default`, 1)]),
      'a pattern is added': clubcollect([set(`${ticket}/properties/ticket_id/pattern`, '^t-')]),
      'a range is added': clubcollect([set('/components/schemas/Page/properties/page_size/maximum', 100)]),
      'a format that is no date-time is added': brandlovers([set(`${ticket}/properties/ticketId/format`, 'uuid')]),
      'a format is removed that no facade parses': parcels([remove('/components/schemas/Step/properties/at/format')]),
      'a date becomes a date-time that no facade parses': parcels([
        set(`${pickup}/allOf/1/properties/day/format`, 'date-time'),
      ]),
      'a text that the facade parses anyway is said to be a date-time': clubcollect([
        set(`${ticket}/properties/date/format`, 'date-time'),
      ]),
    },
  },
  {
    row: 'a date-time of an answer that the facade parses is one no more',
    bump: 'patch',
    facade: 'minor',
    publishedWork: true,
    changes: {
      'it has no format': brandlovers([remove(`${ticket}/properties/closedAt/format`)]),
      'it is a date': brandlovers([set(`${ticketMessage}/properties/createdAt/format`, 'date')]),
    },
  },
  {
    row: 'a text of an answer that the facade gives as text becomes a date-time that it parses',
    bump: 'patch',
    facade: 'major',
    publishedWork: true,
    changes: {
      'of a thread': brandlovers([set(`${ticket}/properties/subject/format`, 'date-time')]),
    },
  },
  {
    row: 'a field of an answer is removed or renamed',
    bump: 'major',
    publishedWork: false,
    changes: {
      'removed, optional, from the items of a list': brandlovers([remove(`${ticket}/properties/subject`)], READERS),
      'removed, required, from the items of a list': brandlovers(
        [
          remove(`${ticketMessage}/properties/id`),
          set(`${ticketMessage}/required`, ['createdAt', 'body', 'visibility']),
        ],
        MESSAGE_READERS,
      ),
      'renamed, in the items of a list': brandlovers(
        [move(`${ticket}/properties/priority`, `${ticket}/properties/urgency`)],
        READERS,
      ),
      'only given from now on, and not read': parcels([set(`${parcel}/properties/eta/writeOnly`, true)]),
      'only given from now on, in an object that is read and given': parcels([
        set('/components/schemas/Contact/properties/phone/writeOnly', true),
      ]),
      'removed from the page itself': brandlovers([remove('/components/schemas/GetTickets/properties/metadata')], {
        breaks: ['listTickets reader'],
      }),
      'removed from an answer that is a list': parcels([remove('/components/schemas/Depot/properties/street')], {
        breaks: ['listDepots reader'],
      }),
      'renamed in an object within the items of a list': parcels(
        [
          move(
            '/components/schemas/Step/properties/place/properties/shelf',
            '/components/schemas/Step/properties/place/properties/rack',
          ),
        ],
        PARCEL_READERS,
      ),
      'removed from a part of allOf': parcels([remove(`${pickup}/allOf/1/properties/driver`)], {
        breaks: ['orderPickup reader'],
      }),
      'removed with the part of allOf that has it': parcels([remove(`${pickup}/allOf/0`)], {
        breaks: ['orderPickup reader'],
      }),
      'all but the listed ones of an object': parcels([remove(`${depot}/properties/hours/additionalProperties`)], {
        breaks: ['listDepots reader'],
      }),
      'all of a refusal': parcels([remove(`${created}/409/content`)]),
      'removed from an alternative of anyOf': parcels(
        [remove('/components/schemas/Letter/properties/stamp'), set('/components/schemas/Letter/required', ['id'])],
        { breaks: ['getParcel reader'] },
      ),
    },
  },
  {
    row: 'a field of an answer may be absent or null now, or has another type, or a wider one',
    bump: 'major',
    publishedWork: false,
    changes: {
      'required becomes optional': brandlovers(
        [set(`${ticketMessage}/required`, ['id', 'createdAt', 'visibility'])],
        MESSAGE_READERS,
      ),
      'required becomes optional in a part of allOf': parcels([remove(`${pickup}/allOf/1/required`)], {
        breaks: ['orderPickup reader'],
      }),
      'null becomes possible': clubcollect([set(`${ticket}/properties/message/type`, ['string', 'null'])], {
        breaks: ['listInvoiceTickets reader', 'createInvoiceTicket reader', 'facade messages reader'],
        facade: 'major',
      }),
      'null becomes possible for the items of a list': parcels(
        [
          set(`${parcel}/properties/log/items`, {
            anyOf: [{ $ref: '#/components/schemas/Step' }, { type: 'null' }],
          }),
        ],
        PARCEL_READERS,
      ),
      'a text becomes a number': brandlovers([set(`${ticket}/properties/priority/type`, 'integer')], READERS),
      'a number becomes a text': parcels([set('/components/schemas/ParcelPage/properties/total/type', 'string')], {
        breaks: ['listParcels reader'],
      }),
      'a text may be a number too': parcels(
        [set(`${parcel}/properties/id/type`, ['string', 'integer'])],
        PARCEL_READERS,
      ),
      'an object becomes a list': parcels(
        [set(`${parcel}/properties/recipient`, { type: 'array', items: { $ref: '#/components/schemas/Contact' } })],
        PARCEL_READERS,
      ),
      'the answer is one object and no list': parcels(
        [
          set('/paths/~1depots/get/responses/200/content/application~1json/schema', {
            $ref: '#/components/schemas/Depot',
          }),
        ],
        { breaks: ['listDepots reader'] },
      ),
      'there is one more alternative, before others that have no names': parcels(
        [set(`${origin}/anyOf`, ['airport', 'city', 'station', 'harbour'].map(objectOf))],
        { breaks: ['getParcel reader'] },
      ),
      'the answer has one more alternative': parcels(
        [set(`${parcelOrLetter}/anyOf/-`, { $ref: '#/components/schemas/Depot' })],
        { breaks: ['getParcel reader'] },
      ),
    },
  },
  {
    row: 'another 2xx status, with the same body',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'without a body, instead': brandlovers([move(`${createTicket}/responses/200`, `${createTicket}/responses/201`)]),
      'with a body, instead': clubcollect([
        move(
          '/paths/~1v2~1invoices~1{invoiceId}~1tickets/post/responses/200',
          '/paths/~1v2~1invoices~1{invoiceId}~1tickets/post/responses/201',
        ),
      ]),
      'no more, beside others': parcels([remove(`${created}/202`)]),
      'with a body, beside others': parcels([
        set(`${created}/200`, {
          description: 'It was there.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Parcel' } } },
        }),
      ]),
    },
  },
  {
    row: 'another 2xx status, with another body',
    bump: 'major',
    publishedWork: false,
    changes: {
      'beside the one that was': clubcollect(
        [
          set('/paths/~1v2~1invoices~1{invoiceId}~1tickets/post/responses/202', {
            description: 'It waits.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Page' } } },
          }),
        ],
        { breaks: ['createInvoiceTicket reader'] },
      ),
      'of a status that had the same': parcels(
        [set(`${created}/202/content/application~1json/schema`, { $ref: '#/components/schemas/Letter' })],
        { breaks: ['createParcel reader'] },
      ),
    },
  },
  {
    row: 'an answer without a body gains one',
    bump: 'major',
    publishedWork: true,
    changes: {
      'on the same status': brandlovers(
        [
          set(`${createTicket}/responses/200/content`, {
            'application/json': { schema: { $ref: '#/components/schemas/Ticket' } },
          }),
        ],
        { breaks: ['createTicket void reader'] },
      ),
    },
  },
  {
    row: 'an answer with a body loses it',
    bump: 'major',
    publishedWork: false,
    changes: {
      'on the same status': clubcollect(
        [remove('/paths/~1v2~1invoices~1{invoiceId}~1tickets/post/responses/200/content')],
        { breaks: ['createInvoiceTicket reader'] },
      ),
    },
  },
];
