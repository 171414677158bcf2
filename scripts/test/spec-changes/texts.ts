import { brandlovers, clubcollect, type Kind, parcels } from './change.ts';
import { objectOf, remove, set } from './edit.ts';

const listTickets = '/paths/~1tickets/get';
const listCompanyTickets = '/paths/~1v2~1companies~1{companyId}~1tickets~1{status}/get';

/** Changes of what a spec tells people and tools, and of what a client does by itself. */
export const texts: readonly Kind[] = [
  {
    row: 'a text, an example, a link, a provenance, or an order that says nothing',
    bump: 'patch',
    publishedWork: true,
    changes: {
      'the description of an operation': brandlovers([set(`${listTickets}/description`, 'Returns tickets.')]),
      'a field that is read is set by the vendor alone': brandlovers([
        set('/components/schemas/Ticket/properties/subject/readOnly', true),
      ]),
      'the summary of an operation': clubcollect([set(`${listCompanyTickets}/summary`, 'List tickets')]),
      'the description of a field that is read': brandlovers([
        set('/components/schemas/Ticket/properties/subject/description', 'What it is about.'),
      ]),
      'the description of a field that is given': clubcollect([
        set('/components/schemas/TicketDraft/properties/message/description', 'What to say.'),
      ]),
      'the description of a refusal': brandlovers([set('/components/responses/NotFound/description', 'None.')]),
      'the description of a component that nothing uses': parcels([
        set('/components/schemas/Spare/description', 'Unused.'),
      ]),
      'the title of the API': brandlovers([set('/info/title', 'BrandLovers trouble tickets')]),
      'the name that the vendor has for a body': brandlovers([
        set('/paths/~1ticket~1{ticketId}~1status/put/requestBody/x-request-body-name', 'status'),
      ]),
      'the tag of the operations': brandlovers([set('/tags/0/description', 'Tickets.')]),
      'the tag of an operation': brandlovers([set(`${listTickets}/tags/0`, 'Lists')]),
      'a field is not deprecated any more': parcels([remove('/components/schemas/Spare/properties/colour/deprecated')]),
      'known values of a text that is given': parcels(
        [set('/components/schemas/NewParcel/properties/reference/x-extensible-enum', ['A', 'B'])],
        { isOfOthers: true },
      ),
      'the same, written otherwise': parcels([remove('/paths/~1parcels/get/responses/429/x-repeatable')]),
      'a value of an example': clubcollect([set('/components/examples/ticket/value/message', 'Hello')]),
      'a link is removed': brandlovers([remove(`${listTickets}/responses/200/links/messages`)]),
      'a provenance': brandlovers([
        set('/components/schemas/Ticket/x-provenance', { source: 'inferred', reason: 'It was seen.' }),
      ]),
      'the order of the values of an enum': brandlovers([
        set('/components/schemas/NewTicketMessage/properties/visibility/enum', ['INTERNAL', 'CUSTOMER']),
      ]),
      'the order of required fields': brandlovers([
        set('/components/schemas/NewTicket/required', ['body', 'from', 'type', 'orderId']),
      ]),
      'the order of alternatives of an answer that have no names': parcels([
        set('/components/schemas/Letter/properties/origin/anyOf', ['harbour', 'city', 'station'].map(objectOf)),
      ]),
      'the order of alternatives of an input that have no names': parcels([
        set('/components/schemas/Goods/properties/origin/anyOf', ['station', 'city', 'harbour'].map(objectOf)),
      ]),
      'the order of alternatives': parcels([
        set('/components/schemas/NewParcel/properties/content/anyOf', [
          { $ref: '#/components/schemas/Goods' },
          { type: 'string' },
        ]),
      ]),
    },
  },
  {
    row: 'something is deprecated',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'an operation': brandlovers([set(`${listTickets}/deprecated`, true)]),
      'a field that is read': clubcollect([set('/components/schemas/Ticket/properties/date/deprecated', true)]),
      'a field that is given': brandlovers([
        set('/components/schemas/NewTicket/properties/description/deprecated', true),
      ]),
      'a field of the query': clubcollect([set(`${listCompanyTickets}/parameters/2/deprecated`, true)]),
      'a schema': parcels([set('/components/schemas/Label/deprecated', true)]),
    },
  },
  {
    row: 'a list is not paged any more',
    bump: 'major',
    publishedWork: false,
    changes: {
      'by its extension': parcels([remove('/paths/~1parcels/get/x-paging')], { breaks: ['listParcels paging reader'] }),
    },
  },
  {
    row: 'where the code of an error stands, or how a list is paged, or the content type of every request',
    bump: 'patch',
    publishedWork: false,
    changes: {
      'a key of the error body': clubcollect([set('/x-error-code-keys', ['code', 'error'])]),
      'there is no key of the error body any more': parcels([remove('/x-error-code-keys')]),
      'another content type': clubcollect([set('/x-request-content-type', 'application/vnd.clubcollect+json')]),
      'a content type is asked for': brandlovers([set('/x-request-content-type', 'application/json')]),
      'where the number of items stands': clubcollect([set(`${listCompanyTickets}/x-paging/total`, '/page/page_size')]),
      'where the number of pages stands': clubcollect([set(`${listCompanyTickets}/x-paging/pages`, '/page/page_size')]),
      'the size of a full page': clubcollect([set(`${listCompanyTickets}/x-paging/pageSize`, 50)]),
    },
  },
];
