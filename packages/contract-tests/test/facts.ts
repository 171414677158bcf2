/**
 * What the vendors document, written down a second time and by hand: the clients, the sandbox and the other tests follow
 * a spec wherever it goes, so a slip in a spec shows here alone. Whoever changes a fact changes it in both places.
 *
 * Credentials: the place, the name and what stands there, with the option of our client for the secret; the first is sent.
 * Fields and parameters: `name: type`, `!` for required, `A|B` for a closed enum, `A|B|...` for an open one, `[]` for a
 * list; a model that is an enum has its values alone. Answers: what a refusal means, whether the call may be repeated after
 * it, and the body's model or `nothing`.
 */
export const facts = {
  brandlovers: {
    server: 'https://api.brandlovers.com/marketplace/v1',
    credentials: ['header authorization: {token}'],
    contentType: undefined,
    operations: {
      createTicket: {
        call: 'POST /ticket',
        parameters: [],
        body: 'NewTicket!',
        answers: { 200: 'nothing', 400: 'rejected with nothing' },
      },
      addTicketMessage: {
        call: 'POST /ticket/{ticketId}/message',
        parameters: ['path ticketId!: string'],
        body: 'NewTicketMessage!',
        answers: { 200: 'nothing', 400: 'rejected with nothing', 404: 'not-found with nothing' },
      },
      listTicketMessages: {
        call: 'GET /ticket/{ticketId}/messages',
        parameters: ['path ticketId!: string', 'query offset: integer', 'query limit: integer'],
        body: undefined,
        answers: {
          200: 'GetTicketMessages',
          400: 'rejected with nothing',
          401: 'unauthorized with nothing',
          403: 'forbidden with nothing',
        },
      },
      setTicketStatus: {
        call: 'PUT /ticket/{ticketId}/status',
        parameters: ['path ticketId!: string'],
        body: 'TicketStatus!',
        answers: {
          200: 'nothing',
          400: 'rejected with nothing',
          401: 'unauthorized with nothing',
          403: 'throttled, to be repeated, with nothing',
          404: 'not-found with nothing',
        },
      },
      listTickets: {
        call: 'GET /tickets',
        parameters: ['query status: OPEN|REOPENED|CLOSED', 'query offset: integer', 'query limit: integer'],
        body: undefined,
        answers: { 200: 'GetTickets', 400: 'rejected with nothing' },
      },
    },
    models: {
      NewTicket: [
        'orderId!: string',
        'type!: string',
        'from!: string',
        'body!: string',
        'description: string',
        'customer: CustomerReference',
        'message: NewTicketMessage',
      ],
      NewTicketMessage: ['visibility!: CUSTOMER|INTERNAL', 'body!: string'],
      TicketStatus: ['ticketStatus!: SettableStatus'],
      SettableStatus: ['REOPENED|CLOSED'],
      GetTickets: ['tickets: Ticket[]', 'metadata: Metadata[]'],
      Ticket: [
        'ticketId: string',
        'status: OPEN|REOPENED|CLOSED|...',
        'subject: string',
        'description: string',
        'type: string',
        'priority: string',
        'customer: CustomerReference',
        'metadata: Metadata[]',
        'createdAt: date-time',
        'updatedAt: date-time',
        'closedAt: date-time',
        'sla: date-time',
      ],
      GetTicketMessages: ['messages: TicketMessage[]', 'metadata!: Metadata[]'],
      TicketMessage: ['id!: string', 'createdAt!: date-time', 'body!: string', 'visibility!: CUSTOMER|INTERNAL|...'],
      CustomerReference: ['name: string', 'phoneNumber: string'],
      Metadata: ['key!: string', 'value!: string'],
    },
  },
  clubcollect: {
    server: 'https://api.clubcollect.com/api',
    credentials: ['query api_key: {apiKey}'],
    contentType: 'application/json',
    operations: {
      listInvoiceTickets: {
        call: 'GET /v2/invoices/{invoiceId}/tickets',
        parameters: ['path invoiceId!: string'],
        body: undefined,
        answers: { 200: 'InvoiceTickets', 404: 'not-found with ErrorBody' },
      },
      createInvoiceTicket: {
        call: 'POST /v2/invoices/{invoiceId}/tickets',
        parameters: ['path invoiceId!: string'],
        body: 'TicketDraft!',
        answers: { 200: 'Ticket', 404: 'not-found with ErrorBody', 422: 'rejected with ErrorBody' },
      },
      archiveInvoiceTickets: {
        call: 'POST /v2/invoices/{invoiceId}/tickets/actions/archive',
        parameters: ['path invoiceId!: string'],
        body: undefined,
        answers: { 204: 'nothing', 404: 'not-found with ErrorBody' },
      },
      assignInvoiceTicketsToSupport: {
        call: 'POST /v2/invoices/{invoiceId}/tickets/actions/assign_to_support',
        parameters: ['path invoiceId!: string'],
        body: undefined,
        answers: { 204: 'nothing', 404: 'not-found with ErrorBody' },
      },
      listCompanyTickets: {
        call: 'GET /v2/companies/{companyId}/tickets/{status}',
        parameters: ['path companyId!: string', 'path status!: unanswered|answered|archived', 'query page: integer'],
        body: undefined,
        answers: { 200: 'CompanyTickets', 404: 'not-found with ErrorBody', 422: 'rejected with ErrorBody' },
      },
    },
    models: {
      TicketDraft: ['message!: string'],
      Ticket: ['ticket_id!: string', 'message!: string', 'sender!: CUSTOMER|COMPANY|...', 'date!: string'],
      InvoiceTickets: ['tickets!: Ticket[]'],
      CompanyTicket: [
        'invoice_id!: string',
        'ticket_id!: string',
        'message!: string',
        'sender!: CUSTOMER|COMPANY|...',
        'date!: string',
      ],
      CompanyTickets: ['tickets!: CompanyTicket[]', 'page!: Page'],
      Page: ['page_number!: integer', 'page_size!: integer', 'total_entries!: integer', 'total_pages!: integer'],
      ErrorBody: ['error!: invalid_invoice_id|invalid_message|not_found|invalid_action|...'],
    },
  },
} as const;
