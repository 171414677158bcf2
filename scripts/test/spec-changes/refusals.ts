import { brandlovers, clubcollect, type Kind, parcels } from './change.ts';
import { remove, set } from './edit.ts';

const createTicket = '/paths/~1ticket/post/responses';
const listTicketMessages = '/paths/~1ticket~1{ticketId}~1messages/get/responses';
const setTicketStatus = '/paths/~1ticket~1{ticketId}~1status/put/responses';
const createParcel = '/paths/~1parcels/post/responses';

/** Changes of what a vendor refuses, and of what may be sent again. */
export const refusals: readonly Kind[] = [
  {
    row: 'a refusal is documented, and has the kind that its status has anyway',
    bump: 'minor',
    isPassedOn: true,
    publishedWork: true,
    changes: {
      'a status with a kind of its own': brandlovers([
        set(`${createTicket}/401`, { $ref: '#/components/responses/Unauthorized' }),
      ]),
      'a status with the kind of its class': parcels([
        set('/paths/~1depots/get/responses/422', { description: 'No.', 'x-error-kind': 'rejected' }),
      ]),
      'a failure of the server': brandlovers([set(`${createTicket}/500`, { description: 'It failed.' })]),
      'a status of a young spec, without a kind': parcels([
        set('/paths/~1account/get/responses/403', { description: 'No.' }),
      ]),
    },
  },
  {
    row: 'a refusal is documented, and has another kind than its status had until now',
    bump: 'major',
    isPassedOn: true,
    publishedWork: true,
    changes: {
      'a 403 that is throttled': brandlovers([
        set(`${createTicket}/403`, { description: 'Too many calls.', 'x-error-kind': 'throttled' }),
      ]),
      'a 409 that is throttled': clubcollect([
        set('/paths/~1v2~1invoices~1{invoiceId}~1tickets/get/responses/409', {
          description: 'Wait.',
          'x-error-kind': 'throttled',
        }),
      ]),
    },
  },
  {
    row: 'a refusal is documented no more, and had the kind that its status has anyway',
    bump: 'minor',
    isPassedOn: true,
    publishedWork: true,
    changes: {
      'a 400': brandlovers([remove(`${createTicket}/400`)]),
      'a 404 with a body': clubcollect([
        remove('/paths/~1v2~1companies~1{companyId}~1tickets~1{status}/get/responses/404'),
      ]),
      'a 429, after which any call is sent again': parcels([remove('/paths/~1parcels/get/responses/429')]),
    },
  },
  {
    row: 'a refusal is documented no more, and had another kind than its status has',
    bump: 'major',
    isPassedOn: true,
    publishedWork: true,
    changes: {
      'a 403 that was forbidden': brandlovers([remove(`${listTicketMessages}/403`)]),
    },
  },
  {
    row: 'a refusal that is repeatable is documented no more, and had the kind that its status has anyway',
    bump: 'minor',
    isPassedOn: true,
    publishedWork: false,
    changes: {
      'a failure of the server': parcels([remove(`${createParcel}/503`)]),
    },
  },
  {
    row: 'a refusal that is repeatable is documented no more, and had another kind than its status has',
    bump: 'major',
    isPassedOn: true,
    publishedWork: false,
    changes: {
      'a 403 that was throttled': brandlovers([remove(`${setTicketStatus}/403`)]),
    },
  },
  {
    row: 'an error code is added',
    bump: 'minor',
    isPassedOn: true,
    publishedWork: true,
    changes: {
      'to those of a vendor': clubcollect([
        set('/components/schemas/ErrorBody/properties/error/x-extensible-enum/-', 'invoice_closed'),
      ]),
      'to those of a second key': parcels([
        set('/components/schemas/Refusal/properties/reason/x-extensible-enum', ['LATE']),
      ]),
    },
  },
  {
    row: 'a documented refusal has another kind',
    bump: 'major',
    isPassedOn: true,
    publishedWork: false,
    changes: {
      'of one call': brandlovers([set(`${listTicketMessages}/403/x-error-kind`, 'throttled')]),
      'of all that share the response': brandlovers([
        set('/components/responses/Unauthorized/x-error-kind', 'forbidden'),
      ]),
      'by the first kind that it is given': parcels([
        set('/paths/~1parcels/get/responses/429/x-error-kind', 'rejected'),
      ]),
    },
  },
  {
    row: 'a refusal is no longer repeatable',
    bump: 'minor',
    isPassedOn: true,
    publishedWork: false,
    changes: {
      'of a call that writes': brandlovers([remove(`${setTicketStatus}/403/x-repeatable`)]),
      'of a failed server': parcels([remove(`${createParcel}/503/x-repeatable`)]),
    },
  },
  {
    row: 'a refusal is repeatable now',
    bump: 'major',
    isPassedOn: true,
    publishedWork: true,
    changes: {
      'of a call that writes': clubcollect([
        set('/paths/~1v2~1invoices~1{invoiceId}~1tickets/post/responses/422/x-repeatable', true),
      ]),
      'of another that writes': parcels([set(`${createParcel}/409/x-repeatable`, true)]),
      'of all that share the response': brandlovers([set('/components/responses/NotFound/x-repeatable', true)]),
    },
  },
];
