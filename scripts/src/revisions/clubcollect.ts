import type { Revision } from './revision.ts';

const spec = 'specs/clubcollect/openapi.yaml';
const facts = 'packages/contract-tests/facts/clubcollect.yaml';

/** Later revisions of ClubCollect's page, by what changes. */
export const clubcollect: Readonly<Record<string, Revision>> = {
  operation: {
    title: 'an operation that writes, with a nested model',
    edits: [
      {
        file: 'specs/clubcollect/examples/new-payment-plan.yaml',
        content: `summary: The debt is paid in two parts.
value:
  instalments:
    - amount: { cents: 2500 }
      due: '2026-04-01'
    - amount: { cents: 2500 }
      due: '2026-05-01'
`,
      },
      {
        file: 'specs/clubcollect/examples/payment-plan.yaml',
        content: `summary: The plan, as it was proposed.
value:
  plan_id: p-1
  instalments:
    - amount: { cents: 2500 }
      due: '2026-04-01'
    - amount: { cents: 2500 }
      due: '2026-05-01'
`,
      },
      {
        file: spec,
        from: '  /v2/companies/{companyId}/tickets/{status}:\n',
        to: `  /v2/invoices/{invoiceId}/payment_plan:
    parameters:
      - $ref: '#/components/parameters/InvoiceId'
    put:
      operationId: proposePaymentPlan
      tags: [Tickets]
      summary: Propose a payment plan for an invoice
      description: |
        Proposes to pay an invoice in parts.

        Source: ClubCollect Ticket page.
      requestBody:
        description: The plan to propose.
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/PlanDraft'
            examples:
              twoParts:
                $ref: ./examples/new-payment-plan.yaml
      responses:
        '200':
          description: The plan that was proposed.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Plan'
              examples:
                twoParts:
                  $ref: ./examples/payment-plan.yaml
        '404':
          $ref: '#/components/responses/InvoiceNotFound'
  /v2/companies/{companyId}/tickets/{status}:
`,
      },
      {
        file: spec,
        from: '    InvoiceTickets:\n      type: object\n',
        to: `    PlanDraft:
      type: object
      description: A payment plan to propose.
      required: [instalments]
      properties:
        instalments:
          type: array
          description: The parts.
          items:
            $ref: '#/components/schemas/Instalment'
    Plan:
      type: object
      description: A payment plan.
      required: [plan_id, instalments]
      properties:
        plan_id:
          type: string
          description: The plan's id.
        instalments:
          type: array
          description: The parts.
          items:
            $ref: '#/components/schemas/Instalment'
    Instalment:
      type: object
      description: A part of a payment plan.
      required: [amount, due]
      properties:
        amount:
          $ref: '#/components/schemas/Cents'
        due:
          type: string
          format: date
          description: The day by which it is to be paid.
    Cents:
      type: object
      description: An amount of money.
      required: [cents]
      properties:
        cents:
          type: integer
          description: The amount in hundredths of a euro.
    InvoiceTickets:
      type: object
`,
      },
      {
        file: facts,
        from: 'operations:\n',
        to: `gaps:
  - proposePaymentPlan has no handler

operations:
  proposePaymentPlan:
    call: PUT /v2/invoices/{invoiceId}/payment_plan
    parameters:
      path invoiceId!: string
    body: PlanDraft!
    answers:
      200: Plan
      404: not-found with ErrorBody
`,
      },
      {
        file: facts,
        from: 'models:\n',
        to: `models:
  PlanDraft:
    instalments!: Instalment[]
  Plan:
    plan_id!: string
    instalments!: Instalment[]
  Instalment:
    amount!: Cents
    due!: date
  Cents:
    cents!: integer
`,
      },
    ],
  },

  paging: {
    title: 'a renamed paging parameter, and another size of a page',
    edits: [
      { file: spec, from: '        page: page\n', to: '        page: page_no\n' },
      { file: spec, from: '        - name: page\n', to: '        - name: page_no\n' },
      { file: spec, from: '        pageSize: 30\n', to: '        pageSize: 12\n' },
      { file: spec, from: 'the text says 30 tickets a page', to: 'the text says 12 tickets a page' },
      { file: facts, from: '      page: page\n', to: '      page: page_no\n' },
      { file: facts, from: 'query page: ', to: 'query page_no: ' },
      { file: facts, from: '      pageSize: 30\n', to: '      pageSize: 12\n' },
    ],
  },

  credential: {
    title: 'a key that moved from the query into a header behind a prefix, while the old place is still allowed',
    edits: [
      { file: spec, from: 'security:\n  - apiKey: []\n', to: 'security:\n  - partner: []\n  - apiKey: []\n' },
      {
        file: spec,
        from: '  securitySchemes:\n',
        to: `  securitySchemes:
    partner:
      type: apiKey
      in: header
      name: Authorization
      x-credential-prefix: 'ApiKey '
      x-credential-option: apiKey
      description: |
        The partner's API key.

        Source: ClubCollect Ticket page.
`,
      },
      {
        file: facts,
        from: "credentials:\n  - 'query api_key: {apiKey}'\n",
        to: "credentials:\n  - 'header Authorization: ApiKey {apiKey}'\n  - 'query api_key: {apiKey}'\n",
      },
    ],
  },

  host: {
    title: 'another host and another path on it',
    edits: [
      {
        file: spec,
        from: '  - url: https://api.clubcollect.com/api\n',
        to: '  - url: https://partners.clubcollect.nl/rest\n',
      },
      {
        file: facts,
        from: 'server: https://api.clubcollect.com/api\n',
        to: 'server: https://partners.clubcollect.nl/rest\n',
      },
    ],
  },
};
