import { brandlovers, clubcollect, type Kind, parcels } from './change.ts';
import { move, objectOf, remove, renameSchema, set } from './edit.ts';

const TEXT = { type: 'string', description: 'A text.' };

const newTicket = '/components/schemas/NewTicket';
const newMessage = '/components/schemas/NewTicketMessage';
const newParcel = '/components/schemas/NewParcel';
const spare = '/components/schemas/Spare/properties';
const label = '/components/schemas/Label';
const listTickets = '/paths/~1tickets/get/parameters';
const listCompanyTickets = '/paths/~1v2~1companies~1{companyId}~1tickets~1{status}/get/parameters';
const listParcels = '/paths/~1parcels/get/parameters';
const createParcel = '/paths/~1parcels/post';
const parcelBody = `${createParcel}/requestBody/content/application~1json/schema/allOf/1`;
const changeParcel = '/paths/~1parcels~1{parcelId}/patch/requestBody';
const changes = `${changeParcel}/content/application~1json/schema`;

const origin = '/components/schemas/Goods/properties/origin';
const errand = '/paths/~1errands/post/requestBody/content/application~1json/schema';

const TICKET_WRITERS = { breaks: ['createTicket minimal writer', 'createTicket full writer'] };
const PARCEL_WRITERS = { breaks: ['createParcel minimal writer', 'createParcel full writer'] };
const PARCEL_READERS = { breaks: ['listParcels reader', 'createParcel reader'] };
const FULL_TICKET = { breaks: ['createTicket full writer'] };
const FULL_PARCEL = { breaks: ['createParcel full writer'] };
const FULL_MESSAGE = { breaks: ['addTicketMessage full writer', 'createTicket full writer'] };
const FULL_CHANGE = { breaks: ['changeParcel full writer'] };
const FULL_PARCELS = { breaks: ['listParcels full writer'] };

/** Changes of what a caller gives. */
export const inputs: readonly Kind[] = [
  {
    row: 'an optional field is added to an input',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'to a body': brandlovers([set(`${newTicket}/properties/channel`, TEXT)]),
      'to an object of a body, which is the body of another call': brandlovers([
        set(`${newMessage}/properties/language`, TEXT),
      ]),
      'to the query': brandlovers([
        set(`${listTickets}/-`, {
          name: 'since',
          in: 'query',
          description: 'From when on.',
          schema: { type: 'string' },
        }),
      ]),
      'to the headers': parcels([
        set(`${createParcel}/parameters/-`, { name: 'X-Trace', in: 'header', schema: { type: 'string' } }),
      ]),
      'to a part of allOf': parcels([set(`${parcelBody}/properties/gift`, { type: 'boolean' })]),
      'to the items of a list': parcels([set(`${label}/properties/unit`, TEXT)]),
      'to a call that had no body': clubcollect([
        set('/paths/~1v2~1invoices~1{invoiceId}~1tickets~1actions~1archive/post/requestBody', {
          description: 'Why.',
          content: { 'application/json': { schema: { type: 'object', properties: { reason: TEXT } } } },
        }),
      ]),
      'any, to an object of a body': parcels([set(`${label}/additionalProperties`, true)]),
      'that only the vendor set': parcels([remove(`${newParcel}/properties/seal/readOnly`)]),
      'that only the vendor set, in the items of a list': parcels([remove(`${label}/properties/number/readOnly`)]),
      'with a default': parcels([set(`${newParcel}/properties/copies`, { type: 'integer', default: 1 })]),
      'to a component that nothing uses': parcels([set('/components/schemas/Spare/properties/note', TEXT)]),
    },
  },
  {
    row: 'a required field of an input becomes optional',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'of a body': brandlovers([set(`${newTicket}/required`, ['orderId', 'type', 'body'])]),
      'of an object of a body': brandlovers([set(`${newMessage}/required`, ['body'])]),
      'of the query': parcels([remove(`${listParcels}/4/required`)]),
      'of a part of allOf': parcels([remove(`${parcelBody}/required`)]),
    },
  },
  {
    row: 'an input takes more: another value of an enum, another type, null',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'a value of a body': brandlovers([set(`${newMessage}/properties/visibility/enum/-`, 'SELLER')]),
      'a value of a component': brandlovers([set('/components/schemas/SettableStatus/enum/-', 'OPEN')]),
      'a value of the query': brandlovers([set(`${listTickets}/0/schema/enum/-`, 'WAITING')]),
      'a value of the path': clubcollect([set(`${listCompanyTickets}/1/schema/enum/-`, 'reopened')]),
      'any text in place of an enum': parcels([remove(`${parcelBody}/properties/service/enum`)]),
      'a number beside a text': parcels([set(`${newParcel}/properties/reference/type`, ['string', 'integer'])]),
      'any number in place of an integer': parcels([set(`${newParcel}/properties/weight/type`, 'number')]),
      'one more alternative': parcels([set(`${newParcel}/properties/content/anyOf/-`, { type: 'integer' })]),
      'one more alternative, before others that have no names': parcels([
        set(`${origin}/anyOf`, ['airport', 'city', 'station', 'harbour'].map(objectOf)),
      ]),
      'one more field of an alternative, and others change places': parcels([
        set(`${origin}/anyOf`, ['station', 'harbour'].map(objectOf)),
        set(`${origin}/anyOf/-`, {
          ...objectOf('city'),
          properties: { city: { type: 'string' }, street: { type: 'string' } },
        }),
      ]),
      'other fields than the listed ones': parcels([set(`${changes}/additionalProperties`, true)]),
      null: parcels([set(`${label}/properties/name/type`, ['string', 'null'])]),
    },
  },
  {
    row: 'a required field is added to an input, or an optional one becomes required',
    bump: 'major',
    publishedWork: false,
    changes: {
      'added to a body': brandlovers(
        [set(`${newTicket}/properties/channel`, TEXT), set(`${newTicket}/required/-`, 'channel')],
        TICKET_WRITERS,
      ),
      'added to the query': clubcollect(
        [
          set(`${listCompanyTickets}/-`, {
            name: 'year',
            in: 'query',
            required: true,
            description: 'The year.',
            schema: { type: 'integer' },
          }),
        ],
        { breaks: ['listCompanyTickets minimal writer', 'listCompanyTickets full writer'] },
      ),
      'added to the headers': parcels(
        [
          set(`${createParcel}/parameters/-`, {
            name: 'X-Trace',
            in: 'header',
            required: true,
            schema: { type: 'string' },
          }),
        ],
        PARCEL_WRITERS,
      ),
      'added to a part of allOf': parcels(
        [set(`${parcelBody}/properties/gift`, { type: 'boolean' }), set(`${parcelBody}/required/-`, 'gift')],
        PARCEL_WRITERS,
      ),
      'a field of a body becomes required': brandlovers([set(`${newTicket}/required/-`, 'description')], {
        breaks: ['createTicket minimal writer'],
      }),
      'a field of the query becomes required': brandlovers([set(`${listTickets}/0/required`, true)], {
        breaks: ['listTickets minimal writer'],
      }),
      'a field of a part of allOf becomes required': parcels([set(`${parcelBody}/required/-`, 'remark')], {
        breaks: ['createParcel minimal writer'],
      }),
      'a field with a default becomes required': parcels([set(`${listParcels}/1/required`, true)], {
        breaks: ['listParcels minimal writer'],
      }),
    },
  },
  {
    row: 'an input takes less: a value of an enum is removed, a text becomes an enum, a type is narrower, null is refused',
    bump: 'major',
    publishedWork: false,
    changes: {
      'a value of a body': brandlovers([remove(`${newMessage}/properties/visibility/enum/1`)], FULL_MESSAGE),
      'a value of a component': brandlovers([remove('/components/schemas/SettableStatus/enum/0')], {
        breaks: ['setTicketStatus full writer'],
      }),
      'a value of the query': brandlovers([remove(`${listTickets}/0/schema/enum/1`)], {
        breaks: ['listTickets full writer'],
      }),
      'a value of the path': clubcollect([remove(`${listCompanyTickets}/1/schema/enum/2`)], {
        breaks: ['listCompanyTickets full writer'],
      }),
      'a value of the items of a list': parcels([remove(`${label}/properties/colour/enum/0`)], FULL_PARCEL),
      'a text of a body becomes an enum': brandlovers(
        [set(`${newTicket}/properties/type/enum`, ['DELIVERY', 'PAYMENT'])],
        FULL_TICKET,
      ),
      'a text of the query becomes an enum': parcels([set(`${listParcels}/4/schema/enum`, ['AGE'])], FULL_PARCELS),
      'a type of a body': parcels([set('/components/schemas/Pickup/properties/depth/type', 'string')], {
        breaks: ['orderPickup full writer'],
      }),
      'only integers of the numbers': parcels([set('/components/schemas/Pickup/properties/depth/type', 'integer')]),
      'the items of a list in the query': parcels([set(`${listParcels}/3/schema/items/type`, 'integer')], FULL_PARCELS),
      'an alternative of three': parcels([remove('/components/schemas/Pickup/properties/door/anyOf/2')]),
      'an alternative': parcels([set(`${newParcel}/properties/content`, { $ref: '#/components/schemas/Goods' })]),
      'an alternative before others that have no names': parcels([remove(`${origin}/anyOf/0`)]),
      'null in a body': parcels([set(`${changes}/properties/remark/type`, 'string')], FULL_CHANGE),
      'null in the items of a list': parcels([set(`${label}/properties/value/type`, 'string')], FULL_PARCEL),
      'other fields than the listed ones': parcels([remove('/components/schemas/Errand/additionalProperties')]),
      'other fields, of a body that is another component': parcels([
        set(errand, { $ref: '#/components/schemas/ClosedErrand' }),
      ]),
      'other fields, of a body that is a new component': parcels([
        set('/components/schemas/Order', { type: 'object', properties: { thing: { type: 'string' } } }),
        set(errand, { $ref: '#/components/schemas/Order' }),
      ]),
      'other fields, of a body that is a new component in place of the old one': parcels([
        ...renameSchema('Errand', 'Order'),
        remove('/components/schemas/Order/additionalProperties'),
      ]),
      'other fields, of a body that is written in place': parcels([
        set(errand, { type: 'object', properties: { thing: { type: 'string' } } }),
      ]),
    },
  },
  {
    row: 'a field of an input is removed or renamed',
    bump: 'major',
    publishedWork: false,
    changes: {
      'removed from a body': brandlovers([remove(`${newTicket}/properties/description`)], FULL_TICKET),
      'all but the listed ones of an object': parcels([
        remove('/components/schemas/Pickup/properties/hours/additionalProperties'),
      ]),
      'removed with the body': parcels([remove(changeParcel)], FULL_CHANGE),
      'removed from an object of a body': parcels([remove(`${label}/properties/value`)], FULL_PARCEL),
      'renamed in a body': brandlovers(
        [
          move(`${newTicket}/properties/from`, `${newTicket}/properties/sender`),
          set(`${newTicket}/required`, ['orderId', 'type', 'sender', 'body']),
        ],
        TICKET_WRITERS,
      ),
      'removed from the query': brandlovers([remove(`${listTickets}/0`)], { breaks: ['listTickets full writer'] }),
      'renamed in the query': parcels([set(`${listParcels}/0/name`, 'state')], FULL_PARCELS),
      'renamed in the path': clubcollect(
        [
          move(
            '/paths/~1v2~1companies~1{companyId}~1tickets~1{status}',
            '/paths/~1v2~1companies~1{companyId}~1tickets~1{state}',
          ),
          set('/paths/~1v2~1companies~1{companyId}~1tickets~1{state}/get/parameters/1/name', 'state'),
        ],
        { breaks: ['listCompanyTickets minimal writer', 'listCompanyTickets full writer'] },
      ),
      'renamed in the path, and in another place of it': clubcollect(
        [
          move(
            '/paths/~1v2~1companies~1{companyId}~1tickets~1{status}',
            '/paths/~1v2~1companies~1{state}~1tickets~1{companyId}',
          ),
          set('/paths/~1v2~1companies~1{state}~1tickets~1{companyId}/get/parameters/1/name', 'state'),
        ],
        { breaks: ['listCompanyTickets minimal writer', 'listCompanyTickets full writer'] },
      ),
      'removed from the path': clubcollect(
        [
          move(
            '/paths/~1v2~1companies~1{companyId}~1tickets~1{status}',
            '/paths/~1v2~1companies~1{companyId}~1tickets',
          ),
          remove('/paths/~1v2~1companies~1{companyId}~1tickets/get/parameters/1'),
        ],
        { breaks: ['listCompanyTickets minimal writer', 'listCompanyTickets full writer'] },
      ),
      'removed from the headers': parcels([remove(`${listParcels}/5`)], FULL_PARCELS),
      'removed with the part of allOf that has it': parcels(
        [remove(`${createParcel}/requestBody/content/application~1json/schema/allOf/1`)],
        PARCEL_WRITERS,
      ),
      'set by the vendor alone from now on': parcels(
        [set(`${newParcel}/properties/reference/readOnly`, true)],
        FULL_PARCEL,
      ),
      'set by the vendor alone from now on, in an object of a body': brandlovers([
        set('/components/schemas/CustomerReference/properties/phoneNumber/readOnly', true),
      ]),
      'set by the vendor alone from now on, in an item of a list': parcels([
        set(`${label}/properties/value/readOnly`, true),
      ]),
      'set by the vendor alone from now on, as its type says': parcels([
        set('/components/schemas/Code', { type: 'string', readOnly: true }),
        set(`${label}/properties/value`, { $ref: '#/components/schemas/Code' }),
      ]),
    },
  },
  {
    row: 'a field of an input moves between the query and the body',
    bump: 'minor',
    publishedWork: false,
    changes: {
      'from the query to the body': parcels([
        remove(`${createParcel}/parameters`),
        set(`${parcelBody}/properties/dryRun`, { type: 'boolean' }),
      ]),
      'from the body to the query': parcels([
        remove(`${parcelBody}/properties/remark`),
        set(`${createParcel}/parameters/-`, {
          name: 'remark',
          in: 'query',
          schema: { type: 'string', maxLength: 100 },
        }),
      ]),
    },
  },
  {
    row: 'a field of an input moves to the path or to a header',
    bump: 'major',
    publishedWork: false,
    changes: {
      'from the query to a header': parcels([set(`${listParcels}/4/in`, 'header')]),
      'from the body to a header': parcels([
        remove(`${newParcel}/properties/reference`),
        set(`${createParcel}/parameters/-`, { name: 'reference', in: 'header', schema: { type: 'string' } }),
      ]),
      'from the query to the path': parcels([
        set('/paths/~1sorted~1{sort}', {}),
        move('/paths/~1parcels/get', '/paths/~1sorted~1{sort}/get'),
        set('/paths/~1sorted~1{sort}/get/parameters/4/in', 'path'),
      ]),
    },
  },
  {
    row: 'a limit or a pattern of an input is tightened',
    bump: 'patch',
    publishedWork: false,
    changes: {
      'another format': parcels([set(`${newParcel}/properties/sendAt/format`, 'date')]),
      'a length of a body is limited': brandlovers([set(`${newTicket}/properties/body/maxLength`, 500)]),
      'a pattern of an object of a body is added': brandlovers([
        set('/components/schemas/CustomerReference/properties/phoneNumber/pattern', '^\\+'),
      ]),
      'a range of the query is limited': brandlovers([set('/components/parameters/Limit/schema/maximum', 50)]),
      'a range of the query is smaller': parcels([set(`${listParcels}/2/schema/maximum`, 50)]),
      'a list of the query is shorter': parcels([set(`${listParcels}/3/schema/maxItems`, 5)]),
      'a body that is another component needs a field': parcels([
        set(errand, { $ref: '#/components/schemas/LimitedErrand' }),
      ]),
      'a length of a part of allOf is smaller': parcels([set(`${parcelBody}/properties/remark/maxLength`, 50)]),
    },
  },
  {
    row: 'a limit or a pattern of an input is loosened',
    bump: 'patch',
    publishedWork: true,
    changes: {
      'a range of the query is open': brandlovers([remove('/components/parameters/Offset/schema/minimum')]),
      'a range of a body is greater': parcels([set(`${newParcel}/properties/weight/maximum`, 40000)]),
      'a length of a part of allOf is greater': parcels([set(`${parcelBody}/properties/remark/maxLength`, 200)]),
    },
  },
  {
    row: 'a default of an input is added or changed',
    bump: 'patch',
    publishedWork: true,
    changes: {
      'added to a field of a body': brandlovers([set(`${newTicket}/properties/description/default`, 'none')]),
      'added to an object of a body': parcels([set(`${label}/properties/colour/default`, 'RED')]),
      'added to the query': brandlovers([set(`${listTickets}/0/schema/default`, 'OPEN')]),
      'changed in the query': brandlovers([set('/components/parameters/Limit/schema/default', 25)]),
      'changed in the query of another vendor': clubcollect([set(`${listCompanyTickets}/2/schema/default`, 2)]),
    },
  },
  {
    row: 'the body of a request becomes required',
    bump: 'major',
    publishedWork: false,
    changes: { 'of a call that had an optional one': parcels([set(`${changeParcel}/required`, true)]) },
  },
  {
    row: 'a call that had no body needs one, of optional fields',
    bump: 'minor',
    publishedWork: false,
    changes: {
      'of a component': parcels([
        set('/paths/~1parcels~1{parcelId}/delete/requestBody', {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Pickup' } } },
        }),
      ]),
      'written in place': clubcollect([
        set('/paths/~1v2~1invoices~1{invoiceId}~1tickets~1actions~1archive/post/requestBody', {
          required: true,
          content: { 'application/json': { schema: { type: 'object', properties: { reason: TEXT } } } },
        }),
      ]),
    },
  },
  {
    row: 'a call that had no body may have one',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'of optional fields': parcels([
        set('/paths/~1parcels~1{parcelId}/delete/requestBody', {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Pickup' } } },
        }),
      ]),
    },
  },
  {
    row: 'the body of a request becomes optional',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'of a call whose fields are all optional': parcels([
        set('/paths/~1parcels~1{parcelId}~1pickup/post/requestBody/required', false),
      ]),
    },
  },
  {
    row: 'a component that is both given and read changes: the greater of its two ratings',
    bump: 'major',
    publishedWork: false,
    changes: {
      'a value is added to a closed enum of one that nothing uses': parcels([set(`${spare}/size/enum/-`, 'FLAT')]),
      'a value is removed from it': parcels([remove(`${spare}/size/enum/1`)]),
      'it takes any text': parcels([remove(`${spare}/size/enum`)]),
      'a text of it becomes a closed enum': parcels([set(`${spare}/part/enum`, ['WHEEL'])]),
      'a field may be null': parcels(
        [set('/components/schemas/Contact/properties/phone/type', ['string', 'null'])],
        PARCEL_READERS,
      ),
      'a required field becomes optional': parcels([remove('/components/schemas/Contact/required')], PARCEL_READERS),
      'an optional field becomes required': parcels([set('/components/schemas/Contact/required/-', 'phone')], {
        breaks: ['createParcel minimal writer'],
      }),
      'a required field is added': parcels(
        [
          set('/components/schemas/Contact/properties/country', TEXT),
          set('/components/schemas/Contact/required/-', 'country'),
        ],
        PARCEL_WRITERS,
      ),
      'a field is removed': brandlovers([remove('/components/schemas/CustomerReference/properties/phoneNumber')], {
        breaks: ['listTickets reader', 'createTicket full writer'],
      }),
    },
  },
];
