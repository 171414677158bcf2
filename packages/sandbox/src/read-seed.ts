import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { InvalidOption } from './invalid-option.ts';
import type { SandboxData } from './seed.ts';
import { ownViolation } from './violation.ts';

const text = { type: 'string' } as const;
const id = { type: 'string', minLength: 1 } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const flag = { type: 'boolean' } as const;

function choice(...values: readonly string[]): object {
  return { type: 'string', enum: values };
}

function list(items: object): object {
  return { type: 'array', items };
}

function record(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}): object {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

const schema = record({
  brandlovers: record({
    sellers: list(
      record({
        name: id,
        token: id,
        tickets: list(
          record(
            {
              status: choice('OPEN', 'REOPENED', 'CLOSED'),
              messages: list(record({ createdAt: instant, body: text, visibility: choice('CUSTOMER', 'INTERNAL') })),
            },
            {
              ticketId: id,
              subject: text,
              description: text,
              type: text,
              priority: text,
              customer: record({}, { name: text, phoneNumber: text }),
              metadata: list(record({ key: text, value: text })),
              createdAt: instant,
              updatedAt: instant,
              closedAt: instant,
              sla: instant,
            },
          ),
        ),
      }),
    ),
  }),
  clubcollect: record({
    partners: list(
      record({
        name: id,
        apiKey: id,
        companies: list(
          record({
            companyId: id,
            invoices: list(
              record(
                {
                  invoiceId: id,
                  tickets: list(
                    record({ ticket_id: id, message: text, sender: choice('CUSTOMER', 'COMPANY'), date: instant }),
                  ),
                },
                { archived: flag },
              ),
            ),
          }),
        ),
      }),
    ),
  }),
});

let compiled: ValidateFunction<SandboxData> | undefined;

function compileSchema(): ValidateFunction<SandboxData> {
  if (compiled === undefined) {
    const ajv = new Ajv2020();
    addFormats.default(ajv);
    compiled = ajv.compile<SandboxData>(schema);
  }
  return compiled;
}

/** Checks data from outside; throws `InvalidOption` naming the first field that is wrong and what would be right. */
export function readSeed(data: unknown): SandboxData {
  const validate = compileSchema();
  const violation = ownViolation(validate, data, 'data');
  if (violation) throw new InvalidOption(`${violation.pointer} ${violation.problem}`);
  if (!validate(data)) throw new InvalidOption('data is not what a sandbox can hold');
  refuseDoubles(data);
  return data;
}

function refuseDoubles({ brandlovers, clubcollect }: SandboxData): void {
  const companies = clubcollect.partners.flatMap((partner) => partner.companies);
  const invoices = companies.flatMap((company) => company.invoices);
  const keys: Readonly<Record<string, readonly (string | undefined)[]>> = {
    'data/brandlovers/sellers/*/token': brandlovers.sellers.map(({ token }) => token),
    'data/brandlovers/sellers/*/tickets/*/ticketId': brandlovers.sellers.flatMap(({ tickets }) =>
      tickets.map(({ ticketId }) => ticketId),
    ),
    'data/clubcollect/partners/*/apiKey': clubcollect.partners.map(({ apiKey }) => apiKey),
    'data/clubcollect/partners/*/companies/*/companyId': companies.map(({ companyId }) => companyId),
    'data/clubcollect/partners/*/companies/*/invoices/*/invoiceId': invoices.map(({ invoiceId }) => invoiceId),
  };
  for (const [pointer, values] of Object.entries(keys)) {
    const present = values.filter((value) => value !== undefined);
    if (new Set(present).size < present.length) throw new InvalidOption(`${pointer} must differ from one to the next`);
  }
}
