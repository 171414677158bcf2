import type { Revision } from './revision.ts';

const spec = 'specs/brandlovers/openapi.yaml';
const facts = 'packages/contract-tests/facts/brandlovers.yaml';

/** Later revisions of BrandLovers' page, by what changes. */
export const brandlovers: Readonly<Record<string, Revision>> = {
  operation: {
    title: 'an operation that writes, with a nested model',
    edits: [
      {
        file: 'specs/brandlovers/examples/new-refund.yaml',
        content: `summary: Part of an order is refunded, in two parts.
value:
  reason: DAMAGED
  items:
    - sku: '4711'
      amount: { value: 1990, currency: BRL }
    - sku: '4712'
      amount: { value: 500, currency: BRL }
`,
      },
      {
        file: 'specs/brandlovers/examples/refund.yaml',
        content: `summary: The refund, as it was registered.
value:
  refundId: r-1
  state: PENDING
`,
      },
      {
        file: spec,
        from: '  /tickets:\n    get:\n',
        to: `  /ticket/{ticketId}/refund:
    parameters:
      - $ref: '#/components/parameters/TicketId'
    post:
      operationId: refundTicket
      tags: [Tickets]
      summary: Refund what a ticket is about
      description: |
        Registers a refund of items of the ticket's order.

        Source: BrandLovers tickets API page.
      requestBody:
        description: What to refund.
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/NewRefund'
            examples:
              twoItems:
                $ref: ./examples/new-refund.yaml
      responses:
        '200':
          description: The refund was registered.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Refund'
              examples:
                pending:
                  $ref: ./examples/refund.yaml
        '400':
          $ref: '#/components/responses/BadRequest'
        '404':
          $ref: '#/components/responses/NotFound'
  /tickets:
    get:
`,
      },
      {
        file: spec,
        from: '    NewTicketMessage:\n      type: object\n',
        to: `    NewRefund:
      type: object
      description: What to refund, and why.
      required: [reason, items]
      properties:
        reason:
          type: string
          enum: [DAMAGED, LATE]
          description: Why it is refunded.
        items:
          type: array
          description: The items of the order.
          items:
            $ref: '#/components/schemas/RefundItem'
    RefundItem:
      type: object
      description: An item of an order.
      required: [sku, amount]
      properties:
        sku:
          type: string
          description: The article.
        amount:
          $ref: '#/components/schemas/Amount'
    Amount:
      type: object
      description: An amount of money.
      required: [value, currency]
      properties:
        value:
          type: integer
          description: The amount in hundredths.
        currency:
          type: string
          description: The currency, such as BRL.
    Refund:
      type: object
      description: A refund that was registered.
      required: [refundId]
      properties:
        refundId:
          type: string
          description: The refund's id.
        state:
          type: string
          x-extensible-enum: [PENDING, PAID]
          description: How far it is. Other values are possible.
    NewTicketMessage:
      type: object
`,
      },
      {
        file: facts,
        from: 'operations:\n',
        to: `gaps:
  - refundTicket has no handler

operations:
  refundTicket:
    call: POST /ticket/{ticketId}/refund
    parameters:
      path ticketId!: string
    body: NewRefund!
    answers:
      200: Refund
      400: rejected with nothing
      404: not-found with nothing
`,
      },
      {
        file: facts,
        from: 'models:\n',
        to: `models:
  NewRefund:
    reason!: DAMAGED|LATE
    items!: RefundItem[]
  RefundItem:
    sku!: string
    amount!: Amount
  Amount:
    value!: integer
    currency!: string
  Refund:
    refundId!: string
    state: PENDING|PAID|...
`,
      },
    ],
  },

  paging: {
    title: 'renamed paging parameters, and another default of a page',
    edits: [
      { file: spec, from: '        offset: offset\n', to: '        offset: skip\n', every: true },
      { file: spec, from: '        limit: limit\n', to: '        limit: max_items\n', every: true },
      { file: spec, from: '      name: offset\n', to: '      name: skip\n' },
      { file: spec, from: '      name: limit\n', to: '      name: max_items\n' },
      { file: spec, from: 'move `offset` on', to: 'move `skip` on', every: true },
      { file: spec, from: '        default: 10\n', to: '        default: 25\n' },
      { file: facts, from: '      offset: offset\n', to: '      offset: skip\n', every: true },
      { file: facts, from: '      limit: limit\n', to: '      limit: max_items\n', every: true },
      { file: facts, from: 'query offset: ', to: 'query skip: ', every: true },
      {
        file: facts,
        from: 'query limit: integer from 1, default 10',
        to: 'query max_items: integer from 1, default 25',
        every: true,
      },
    ],
  },

  credential: {
    title: 'a token behind a prefix in a header of its own, while the former place is still allowed',
    edits: [
      {
        file: spec,
        from: 'security:\n  - authorization: []\n',
        to: 'security:\n  - seller: []\n  - authorization: []\n',
      },
      {
        file: spec,
        from: '  securitySchemes:\n',
        to: `  securitySchemes:
    seller:
      type: apiKey
      in: header
      name: X-Seller-Token
      x-credential-prefix: 'Seller '
      x-credential-option: token
      description: |
        The token from the seller's admin console.

        Source: BrandLovers tickets API page.
`,
      },
      {
        file: facts,
        from: "credentials:\n  - 'header authorization: {token}'\n",
        to: "credentials:\n  - 'header X-Seller-Token: Seller {token}'\n  - 'header authorization: {token}'\n",
      },
    ],
  },

  host: {
    title: 'another host and another path on it',
    edits: [
      {
        file: spec,
        from: '  - url: https://api.brandlovers.com/marketplace/v1\n',
        to: '  - url: https://tickets.brandlovers.net/seller/v2\n',
      },
      {
        file: facts,
        from: 'server: https://api.brandlovers.com/marketplace/v1\n',
        to: 'server: https://tickets.brandlovers.net/seller/v2\n',
      },
    ],
  },
};
