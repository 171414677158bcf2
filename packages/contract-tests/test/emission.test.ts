import { isTicketbridgeError } from '@ticketbridge/http';
import { proves, rowsOf } from '@ticketbridge/ledger';
import { describe, expect, test } from 'vitest';
import { vendors } from './clients.ts';
import { describedCalls } from './generated-requests.ts';
import { inputFor, isAllowed, isOfRequest } from './row-inputs.ts';
import { hasHandlers } from './spec.ts';

const SECRET = 'user:a-secret';

/** Of what is documented as others do, nobody knows which values are valid. */
const known = vendors.filter(({ spec }) => hasHandlers(spec.name));

describe.each(known)('what the client of $spec.name sends', ({ spec, create }) => {
  const calls = describedCalls(Object(spec.document), SECRET);
  const rows = rowsOf(spec).filter((row) => isOfRequest(row) && !('emission' in row.greys));

  test.for(spec.operations)('$id', async (operation, { skip }) => {
    const call = calls.findLast((known) => known.operation === operation.id) ?? skip('the spec says no input');
    const { status, value } = call.answer;
    let sent = 0;
    const answering = async () => {
      sent += 1;
      return value === undefined ? new Response(null, { status }) : Response.json(value, { status });
    };
    const errorOf = async (made: () => unknown): Promise<unknown> => {
      sent = 0;
      try {
        await made();
        return undefined;
      } catch (error) {
        return error;
      }
    };
    const isCredential = (place: string, name: string) =>
      operation.credentials.some((known) => known.in === place && known.name === name);

    for (const row of rows.filter((own) => own.operation === operation.id)) {
      const { subject } = row;
      const isOfCredential = subject.kind === 'parameter' && isCredential(subject.in, subject.name);
      const isOfWhole = subject.kind === 'keyword' && subject.pointer === '/' && subject.keyword === 'type';
      const input = isOfWhole && !subject.isValid ? 'no object' : inputFor(spec, operation, row, call.input);
      if (input === undefined && !isOfCredential) continue;
      const error = await errorOf(() => {
        const client = create(isOfCredential ? '' : SECRET, { fetch: answering });
        return Reflect.apply(Object(client[operation.id]), undefined, [input]);
      });
      if (isAllowed(row) && !isOfCredential) {
        // That it is sent as the spec says is judged where it is sent.
        expect([row.name, error, sent]).toEqual([row.name, undefined, 1]);
        continue;
      }
      if (!isTicketbridgeError(error)) throw new Error(`${row.name} was not refused`, { cause: error });
      expect([row.name, error.kind, error.outcome, sent]).toEqual([row.name, 'invalid-input', 'not-sent', 0]);
      proves({ vendor: spec.name, row: row.name, column: 'emission' });
    }
  });
});
