import type { Change, Trial } from './change.ts';

const ID = 'ticket-1';
const NEW_TICKET = { orderId: '1', type: 'DELIVERY', from: 'Aurora', body: 'Hello' };
const MESSAGE = { ticketId: ID, visibility: 'INTERNAL', body: 'a note' };
const CLOSED = { ticketId: ID, ticketStatus: 'CLOSED' };

const lists: Trial = {
  call: 'listTickets',
  given: [{ limit: 1 }],
  reads: '/tickets/0/ticketId',
  outcome: 'fine',
  shows: ID,
};
const creates: Trial = { call: 'createTicket', given: [NEW_TICKET], outcome: 'fine' };
const sees: Trial = { call: 'bridge.threads', reads: '/0/ref/id', outcome: 'fine', shows: ID };
const refused = { outcome: 'rejected', shows: 'rejected 400 refused' } as const;

/** Single changes, as docs/versioning.md rates them: whether published versions still work is seen here. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'nothing: the specs as they are here': {
    edits: [],
    published: [lists, creates, sees, { call: 'addTicketMessage', given: [MESSAGE], outcome: 'fine' }],
    early: [lists, creates, sees, { call: 'addTicketMessage', given: [MESSAGE], outcome: 'fine' }],
  },

  'response: an optional field is added': {
    edits: [
      {
        from: '        priority:\n          type: string\n',
        to: '        channel:\n          type: string\n          description: Where it began.\n        priority:\n          type: string\n',
      },
    ],
    ticket: { channel: 'CHAT' },
    published: [
      lists,
      { call: 'bridge.threads', reads: '/0/raw/channel', outcome: 'fine', shows: 'CHAT' },
      { call: 'bridge.threads', reads: '/0/anomalies/length', outcome: 'fine', shows: 0 },
    ],
    early: [{ ...lists, reads: '/tickets/0/channel', outcome: 'reads undefined', shows: undefined }, sees],
  },

  'response: a field is renamed': {
    edits: [{ from: '        subject:\n', to: '        title:\n' }],
    ticket: { subject: undefined, title: 'Late' },
    published: [
      { ...lists, reads: '/tickets/0/subject', outcome: 'reads undefined', shows: undefined },
      { call: 'bridge.threads', reads: '/0/subject', outcome: 'reads undefined', shows: undefined },
    ],
    early: [{ ...lists, reads: '/tickets/0/title', outcome: 'reads undefined', shows: undefined }],
  },

  'response: a text becomes a number': {
    edits: [
      { from: '        priority:\n          type: string\n', to: '        priority:\n          type: integer\n' },
    ],
    ticket: { priority: 3 },
    published: [{ ...lists, reads: '/tickets/0/priority', outcome: 'misread', shows: 3 }],
    early: [{ ...lists, reads: '/tickets/0/priority', outcome: 'misread', shows: 'HIGH' }],
  },

  'response: a date-time is one no more': {
    edits: [
      {
        from: '          format: date-time\n          description: The promised',
        to: '          description: The promised',
      },
    ],
    ticket: { sla: 'tomorrow' },
    published: [
      { call: 'bridge.threads', reads: '/0/sla', outcome: 'fine', shows: 'tomorrow' },
      { call: 'bridge.threads', reads: '/0/anomalies/length', outcome: 'fine', shows: 1 },
    ],
    early: [sees],
  },

  'success: 200 becomes 201': {
    edits: [
      {
        from: "        '200':\n          description: The ticket was created.",
        to: "        '201':\n          description: The ticket was created.",
      },
    ],
    published: [creates],
    early: [creates],
  },

  'success: a body where there was none': {
    edits: [
      {
        from: '          description: The transaction was received. No body is documented.\n',
        to: `          description: The transaction was received.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/CustomerReference'
              examples:
                received:
                  value: { name: Beatriz }
`,
      },
      {
        file: 'packages/sandbox/src/brandlovers/handlers.ts',
        from: '    setStatus(account, thread, status);\n    return done();\n',
        to: '    setStatus(account, thread, status);\n    return { example: 200 };\n',
      },
    ],
    published: [{ call: 'setTicketStatus', given: [CLOSED], outcome: 'ignored' }],
    early: [{ call: 'setTicketStatus', given: [CLOSED], outcome: 'protocol error', shows: 'protocol 200 accepted' }],
  },

  'input: an optional field is added': {
    edits: [
      {
        from: "        customer:\n          $ref: '#/components/schemas/CustomerReference'\n        message:\n",
        to: "        channel:\n          type: string\n          description: Where it began.\n        customer:\n          $ref: '#/components/schemas/CustomerReference'\n        message:\n",
      },
    ],
    published: [creates],
    early: [creates, { call: 'createTicket', given: [{ ...NEW_TICKET, channel: 'CHAT' }], ...refused }],
  },

  'input: a field is required': {
    edits: [
      {
        from: '      required: [orderId, type, from, body]\n',
        to: '      required: [orderId, type, from, body, description]\n',
      },
    ],
    published: [{ ...creates, ...refused }],
    early: [{ ...creates, given: [{ ...NEW_TICKET, description: 'x' }] }],
  },

  'input: a field is renamed': {
    edits: [
      { from: '[orderId, type, from, body]', to: '[orderId, type, sender, body]' },
      { from: '        from:\n', to: '        sender:\n' },
      ...['new-ticket', 'new-ticket-with-note'].map((name) => ({
        file: `specs/brandlovers/examples/${name}.yaml`,
        from: '  from:',
        to: '  sender:',
      })),
    ],
    published: [{ ...creates, ...refused }],
    early: [
      {
        call: 'createTicket',
        given: [{ orderId: '1', type: 'DELIVERY', sender: 'Aurora', body: 'Hello' }],
        ...refused,
      },
    ],
  },

  'input: a limit is tightened': {
    edits: [
      {
        from: '        body:\n          type: string\n          description: The text of the message.\n    TicketStatus:\n',
        to: '        body:\n          type: string\n          maxLength: 5\n          description: The text of the message.\n    TicketStatus:\n',
      },
    ],
    published: [{ call: 'addTicketMessage', given: [MESSAGE], ...refused }],
    early: [{ call: 'addTicketMessage', given: [MESSAGE], outcome: 'fine' }],
  },

  'input: a value of an enum is removed': {
    edits: [{ from: '          enum: [CUSTOMER, INTERNAL]\n', to: '          enum: [CUSTOMER]\n' }],
    published: [
      { call: 'addTicketMessage', given: [MESSAGE], ...refused },
      {
        call: 'bridge.brandlovers.note',
        given: [{ vendor: 'brandlovers', account: 'a', id: ID }, 'a note'],
        ...refused,
      },
    ],
    early: [{ call: 'addTicketMessage', given: [{ ...MESSAGE, visibility: 'CUSTOMER' }], outcome: 'fine' }],
  },

  "an operation's path is changed": {
    edits: [{ from: '  /ticket/{ticketId}/message:\n', to: '  /ticket/{ticketId}/note:\n' }],
    published: [{ call: 'addTicketMessage', given: [MESSAGE], outcome: 'dead', shows: 'not-found 404 refused' }],
    early: [{ call: 'addTicketMessage', given: [MESSAGE], outcome: 'dead', shows: 'not-found 404 refused' }],
  },

  'the credential moves to another header': {
    edits: [{ from: '      name: authorization\n', to: '      name: x-seller-token\n' }],
    published: [{ ...lists, outcome: 'dead', reads: '', shows: 'unauthorized 401 refused' }],
    early: [{ ...lists, outcome: 'dead', reads: '', shows: 'unauthorized 401 refused' }],
  },
};
