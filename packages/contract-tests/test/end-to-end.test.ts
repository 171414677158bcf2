import { createBrandlovers } from '@ticketbridge/brandlovers';
import { isTicketbridgeError } from '@ticketbridge/http';
import { proves, type Row, rowsOf, sendsInvalid } from '@ticketbridge/ledger';
import { type SandboxData, startSandbox } from '@ticketbridge/sandbox';
import { afterAll, describe, expect, test } from 'vitest';
import { vendors } from './clients.ts';
import { describedCalls } from './generated-requests.ts';
import { text } from './json.ts';
import { firstOfEnum, type Input, inputFor, isAllowed, isOfRequest, LONG } from './row-inputs.ts';
import { GAP, hasGap } from './sandbox-answers.ts';
import { hasHandlers, type Operation, type Spec } from './spec.ts';

const SECRET = 'a-secret';
const message = { createdAt: '2026-03-01T09:00:00Z', body: 'Cadê meu pedido?', visibility: 'CUSTOMER' } as const;
const ticket = { ticket_id: 't', message: 'Klopt dit?', sender: 'CUSTOMER', date: '2026-03-01T09:00:00Z' } as const;
const invoices = (...ids: readonly string[]) => ids.map((invoiceId) => ({ invoiceId, tickets: [ticket] }));

/** The shortest and the longest id of each kind. */
const DATA: SandboxData = {
  brandlovers: {
    sellers: [
      {
        name: 'Loja',
        token: SECRET,
        tickets: ['1', LONG].map((ticketId) => ({
          ticketId,
          status: 'OPEN' as const,
          customer: { phoneNumber: '1' },
          messages: [message],
        })),
      },
    ],
  },
  clubcollect: {
    partners: [
      {
        name: 'Bureau',
        apiKey: SECRET,
        companies: [
          { companyId: '1', invoices: invoices('1') },
          { companyId: LONG, invoices: invoices(LONG) },
        ],
      },
    ],
  },
};

const SHORTEST = '1';

/** What a call of an operation at the sandbox needs: every field, and ids that are there. */
function usualInput(spec: Spec, { parameters }: Operation, described: Input): Input {
  const ids = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name, schema }) => [name, firstOfEnum(spec, schema) ?? SHORTEST]);
  const others = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const body = Object.entries(described).filter(([name]) => !others.includes(name));
  return { ...Object.fromEntries(body), ...Object.fromEntries(ids) };
}

async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What the sandbox is asked for by a row that the spec forbids. */
function violationOf({ subject }: Row): RegExp {
  return subject.kind === 'parameter' ? new RegExp(` ${subject.in}/${subject.name} `) : / enum$/;
}

const told = await startSandbox();
afterAll(() => told.close());
const handled = vendors.filter(({ spec }) => hasHandlers(spec.name));

describe.each(handled)('client and sandbox of $spec.name', ({ spec, create }) => {
  const calls = describedCalls(Object(spec.document), SECRET);
  const rows = rowsOf(spec).filter((row) => isOfRequest(row) && !('end-to-end' in row.greys));

  test.for(spec.operations)('$id', async (operation, { skip }) => {
    skip(hasGap(told, spec, operation), GAP);
    const call = calls.findLast((known) => known.operation === operation.id) ?? expect.fail('no input');
    const usual = usualInput(spec, operation, call.input);
    for (const row of rows.filter((own) => own.operation === operation.id)) {
      const { subject } = row;
      const isOfCredential =
        subject.kind === 'parameter' &&
        operation.credentials.some((known) => known.in === subject.in && known.name === subject.name);
      const input = isOfCredential ? usual : inputFor(spec, operation, row, usual);
      if (input === undefined) continue;
      if (!isAllowed(row) && !isOfCredential) sendsInvalid(violationOf(row));
      // One for each: an archived invoice has another list.
      await using sandbox = await startSandbox({ data: DATA });
      const client = create(isOfCredential ? 'nobody' : SECRET, {
        baseUrl: text(sandbox, spec.name, 'baseUrl'),
        maxAttempts: 1,
      });
      const error = await errorOf(() => Reflect.apply(Object(client[operation.id]), undefined, [input]));
      if (isAllowed(row)) {
        expect([row.name, error]).toEqual([row.name, undefined]);
        continue;
      }
      if (!isTicketbridgeError(error)) throw new Error(`${row.name} was not refused`, { cause: error });
      expect([row.name, error.outcome]).toEqual([row.name, 'refused']);
      if (isOfCredential) {
        expect(error.kind).toBe('unauthorized');
        proves({ vendor: spec.name, row: row.name, column: 'end-to-end' });
        proves({ vendor: spec.name, row: row.name, column: 'server' });
      }
    }
  });
});

test('a list without items may be left out of its answer', async () => {
  const tickets = [{ ticketId: '1', status: 'OPEN' as const, messages: [] }];
  const data = { ...DATA, brandlovers: { sellers: [{ name: 'Loja', token: SECRET, tickets }] } };
  await using sandbox = await startSandbox({ data, brandlovers: { emptyList: 'left-out' } });
  const seller = createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: SECRET });
  expect(await seller.listTicketMessages({ ticketId: '1' })).toEqual({ metadata: [] });
  expect(await seller.listTickets({ status: 'CLOSED' })).not.toHaveProperty('tickets');
});
