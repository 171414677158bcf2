import { isTicketbridgeError } from '@ticketbridge/http';
import { createValidator, sendsInvalid } from '@ticketbridge/ledger';
import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { vendors } from './clients.ts';
import { plannedCase } from './planned-case.ts';
import { recordingFetch } from './recording-fetch.ts';
import { documentedPairs, hasHandlers, type Operation } from './spec.ts';
import { startWorld } from './world.ts';

/** Those that the sandbox has handlers for; the others are in stateless.test.ts. */
const specs = vendors.map(({ spec }) => spec).filter(({ name }) => hasHandlers(name));
const pairs = specs.flatMap((spec) =>
  documentedPairs(spec).map((pair) => ({ spec, answerName: nameOf(pair), ...pair })),
);

/** Names an answer as `cases.ts` does. */
function nameOf({ operation, status }: { readonly operation: Operation; readonly status: number }): 'success' | number {
  return status === Math.min(...[...operation.answers.keys()].filter(isSuccess)) ? 'success' : status;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

describe('client, spec and sandbox agree', () => {
  const validators = new Map(specs.map((spec) => [spec, createValidator(spec)]));

  for (const { spec, operation, status, answer, answerName } of pairs) {
    const known = cases[operation.id]?.[answerName] ?? plannedCase(spec, operation.id, status);

    test(`${operation.id} ${status}: ${known.title}`, async () => {
      const { fetch, exchanges } = recordingFetch();
      const world = await startWorld(fetch);

      sendsInvalid(...(known.violates ?? []));

      const outcome = await known.call(world).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );

      expect(exchanges.map((exchange) => exchange.response.status)).toEqual([status]);
      for (const exchange of exchanges) {
        const judgement = validators.get(spec)?.(exchange);
        expect(judgement).toEqual({ operation: operation.id, violations: known.violates ?? [] });
      }
      if ('value' in outcome) {
        expect(answer.kind).toBeUndefined();
        expect(outcome.value).toEqual(answer.schema === undefined ? { status } : known.value);
      } else {
        if (!isTicketbridgeError(outcome.error)) throw outcome.error;
        expect(outcome.error).toMatchObject({
          vendor: spec.name,
          operation: operation.id,
          status,
          kind: answer.kind,
          code: known.code,
          documented: true,
          outcome: answer.isRepeatable || (status < 500 && status !== 408) ? 'refused' : 'unknown',
        });
      }
    });
  }

  test('every case is for a pair that a spec documents', () => {
    const documented = pairs.map(({ operation, answerName }) => `${operation.id} ${answerName}`);
    const covered = Object.entries(cases).flatMap(([id, byStatus]) =>
      Object.keys(byStatus).map((status) => `${id} ${status}`),
    );
    expect(covered.filter((pair) => !documented.includes(pair))).toEqual([]);
  });
});
