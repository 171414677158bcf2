import { brandlovers, clubcollect, type Kind, parcels } from './change.ts';
import { type Edit, move, remove, renameSchema, set } from './edit.ts';

const authorization = '/components/securitySchemes/authorization';
const apiKey = '/components/securitySchemes/apiKey';
const archive = '/paths/~1v2~1invoices~1{invoiceId}~1tickets~1actions~1archive';
const createTicket = '/paths/~1ticket/post';

/** Gives the body of an operation a name. */
function extracted(operation: string, name: string): readonly Edit[] {
  const body = `${operation}/requestBody/content/application~1json/schema`;
  return [move(body, `/components/schemas/${name}`), set(body, { $ref: `#/components/schemas/${name}` })];
}

/** Changes of which calls there are, where they go, with which credential, and of the names that are exported. */
export const calls: readonly Kind[] = [
  {
    row: 'an operation is added',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'on a path of its own': brandlovers([
        set('/paths/~1health', {
          get: { operationId: 'getHealth', summary: 'Get health', responses: { '204': { description: 'Well.' } } },
        }),
      ]),
      'on a path that there is': clubcollect([
        set(`${archive}/delete`, {
          operationId: 'unarchiveInvoiceTickets',
          summary: 'Unarchive',
          responses: { '204': { description: 'They are back.' } },
        }),
      ]),
    },
  },
  {
    row: 'an operation is removed',
    bump: 'major',
    publishedWork: false,
    changes: {
      'with its path': clubcollect([remove(archive)], { breaks: ['archiveInvoiceTickets void reader'] }),
      'from a path that stays': parcels([remove('/paths/~1parcels~1{parcelId}/delete')], {
        breaks: ['cancelParcel void reader'],
      }),
    },
  },
  {
    row: 'the method or the path of an operation changes',
    bump: 'minor',
    publishedWork: false,
    changes: {
      'the method, of a call that writes': brandlovers([
        move('/paths/~1ticket~1{ticketId}~1status/put', '/paths/~1ticket~1{ticketId}~1status/patch'),
      ]),
      'the path': clubcollect([move(archive, '/paths/~1v3~1invoices~1{invoiceId}~1tickets~1archive')]),
      'two parameters of the path change places': clubcollect([
        move(
          '/paths/~1v2~1companies~1{companyId}~1tickets~1{status}',
          '/paths/~1v2~1companies~1{status}~1tickets~1{companyId}',
        ),
      ]),
      'the path, of a call that reads': parcels([move('/paths/~1depots', '/paths/~1branches')]),
    },
  },
  {
    row: 'the id of an operation, or the name of a schema or of the option for a credential, changes',
    bump: 'major',
    publishedWork: true,
    changes: {
      'the id': brandlovers([set(`${createTicket}/operationId`, 'openTicket')], {
        breaks: ['createTicket minimal writer', 'createTicket full writer', 'createTicket void reader'],
      }),
      'the name of what is given': brandlovers(renameSchema('NewTicketMessage', 'TicketMessageDraft'), {
        breaks: ['NewTicketMessage typed variable'],
      }),
      'the name of what is read': clubcollect(renameSchema('CompanyTicket', 'ListedTicket'), {
        breaks: ['CompanyTicket typed variable'],
      }),
      'the name of the option': parcels([set('/components/securitySchemes/login/x-credential-option', 'user')], {
        breaks: ['client creation'],
      }),
      'the case of a name': parcels(renameSchema('Step', 'STEP'), { breaks: ['Step typed variable'] }),
    },
  },
  {
    row: 'a schema is added',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'that nothing uses': brandlovers([
        set('/components/schemas/Refund', { type: 'object', properties: { amount: { type: 'integer' } } }),
      ]),
      'for an answer that was a component, and is written in place': parcels([
        set('/paths/~1account/get/responses/200/content/application~1json/schema', {
          type: 'object',
          required: ['owner'],
          properties: { owner: { type: 'string' } },
        }),
      ]),
      'in place of an equal one without a name': parcels([
        set('/components/schemas/Place', {
          type: 'object',
          required: ['depot'],
          properties: { depot: { type: 'string' }, shelf: { type: 'string' } },
        }),
        set('/components/schemas/Step/properties/place', { $ref: '#/components/schemas/Place' }),
      ]),
      'in place of an equal body without a name': parcels(extracted('/paths/~1parcels~1{parcelId}/patch', 'Change')),
      'in place of an equal body of several parts': parcels(extracted('/paths/~1parcels/post', 'Order')),
    },
  },
  {
    row: 'a schema is removed',
    bump: 'major',
    publishedWork: true,
    changes: {
      'that nothing used': parcels([remove('/components/schemas/Spare')], { breaks: ['Spare typed variable'] }),
      'in favour of an equal one without a name': brandlovers(
        [
          set('/components/schemas/TicketStatus/properties/ticketStatus', {
            type: 'string',
            enum: ['REOPENED', 'CLOSED'],
            description:
              '`CLOSED` closes the ticket, `REOPENED` opens it again. `OPEN` is only ever set by the vendor.',
            'x-provenance': { source: 'upstream' },
          }),
          remove('/components/schemas/SettableStatus'),
        ],
        { breaks: ['SettableStatus typed variable'] },
      ),
      'in favour of an equal body without a name': parcels(
        [move('/components/schemas/Errand', '/paths/~1errands/post/requestBody/content/application~1json/schema')],
        { breaks: ['Errand typed variable'] },
      ),
    },
  },
  {
    row: 'the media type of a body changes',
    bump: 'major',
    publishedWork: false,
    changes: {
      'of a request': brandlovers(
        [
          move(
            `${createTicket}/requestBody/content/application~1json`,
            `${createTicket}/requestBody/content/application~1x-www-form-urlencoded`,
          ),
        ],
        { isRefused: true },
      ),
      'of an answer': clubcollect(
        [
          move(
            '/paths/~1v2~1invoices~1{invoiceId}~1tickets/get/responses/200/content/application~1json',
            '/paths/~1v2~1invoices~1{invoiceId}~1tickets/get/responses/200/content/text~1csv',
          ),
        ],
        { isRefused: true },
      ),
    },
  },
  {
    row: 'the media type of a refusal changes, and is one of JSON as before',
    bump: 'major',
    publishedWork: true,
    changes: {
      'of a documented body': parcels([
        move(
          '/paths/~1parcels/post/responses/409/content/application~1json',
          '/paths/~1parcels/post/responses/409/content/application~1problem+json',
        ),
      ]),
    },
  },
  {
    row: 'the default server changes',
    bump: 'major',
    isPassedOn: true,
    publishedWork: false,
    changes: {
      'another host': brandlovers([set('/servers/0/url', 'https://tickets.brandlovers.net/marketplace/v1')]),
      'another path on it': clubcollect([set('/servers/0/url', 'https://api.clubcollect.com/partner')]),
      'the first two change places': parcels([
        set('/servers', [
          { url: 'https://trial.parcels.test/v1', description: "The vendor's trial." },
          { url: 'https://api.parcels.test/v1', description: 'Production.' },
        ]),
      ]),
      'the first is removed': parcels([remove('/servers/0')]),
    },
  },
  {
    row: 'an operation becomes public',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'by its own security': brandlovers([set('/paths/~1tickets/get/security', [])]),
    },
  },
  {
    row: 'a public operation needs the credential',
    bump: 'minor',
    publishedWork: false,
    changes: {
      'that of all others': parcels([remove('/paths/~1depots/get/security')]),
    },
  },
  {
    row: 'alternatives of a credential change places',
    bump: 'minor',
    publishedWork: true,
    changes: {
      'of all operations': parcels([set('/security', [{ header: [] }, { bearer: [] }])]),
    },
  },
  {
    row: 'the credential moves, and the caller gives it as before',
    bump: 'minor',
    publishedWork: false,
    changes: {
      'from the query to a header': clubcollect([set(`${apiKey}/in`, 'header'), set(`${apiKey}/name`, 'X-Api-Key')]),
      'from a header to the query': brandlovers([set(`${authorization}/in`, 'query')]),
      'to another header': brandlovers([set(`${authorization}/name`, 'X-Seller-Token')]),
      'to another name in the query': clubcollect([set(`${apiKey}/name`, 'key')]),
    },
  },
  {
    row: 'another credential is sent, and the vendor still takes the one that was',
    bump: 'major',
    publishedWork: true,
    changes: {
      'in front of it': parcels([set('/security', [{ login: [] }, { bearer: [] }, { header: [] }])]),
    },
  },
  {
    row: 'the credential gains a prefix, or has another form that the caller has to give',
    bump: 'major',
    publishedWork: false,
    changes: {
      'a prefix': brandlovers([set(`${authorization}/x-credential-prefix`, 'Seller ')]),
      'a token in place of a login': parcels([
        set('/components/securitySchemes/login', {
          type: 'http',
          scheme: 'bearer',
          'x-credential-option': 'login',
          description: 'The token.',
        }),
      ]),
    },
  },
];
