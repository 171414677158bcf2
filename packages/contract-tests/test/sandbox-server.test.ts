import { createValidator, type Exchange, proves, type Row } from '@ticketbridge/ledger';
import { SandboxError, startSandbox } from '@ticketbridge/sandbox';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { mapAtOnce } from './at-once.ts';
import { baseOf, rowsFor } from './body-cases.ts';
import { vendors } from './clients.ts';
import { type Draft, draftOf, type Known, knownIn, withTexts, written } from './drafts.ts';
import { NO_INPUT } from './generated-requests.ts';
import { at, entries, items, text } from './json.ts';
import { randomDraft } from './random-requests.ts';
import { rawSender } from './raw-request.ts';
import { type Change, changesOf, examplesOf } from './request-changes.ts';
import { GAP, hasGap, isOwn, problemsOf } from './sandbox-answers.ts';
import { mergedSchema } from './schema-places.ts';
import { shownRows } from './shown-rows.ts';
import { hasHandlers, type Operation, type Spec } from './spec.ts';
import { data } from './world.ts';

const RUNS = process.env.EXHAUSTIVE ? 500 : 40;

const sandbox = await startSandbox({ data });
const sender = rawSender();
/** All that the sandbox holds, as text: what changes afterwards does not change it. */
const state = () => JSON.stringify(sandbox.inspect());
afterAll(async () => {
  sender.close();
  await sandbox.close();
});

describe.each(vendors)('$spec.name', ({ spec }) => {
  const baseUrl = text(sandbox, spec.name, 'baseUrl');
  const [account] = entries(at(data, spec.name)).map(([, accounts]) => items(accounts)[0]);
  // Of one account alone: what is another's is not there for it.
  const known = knownIn(account ?? at(sandbox, spec.name));
  const judge = createValidator({ ...spec, server: baseUrl });
  const changes = new Map(spec.operations.map((operation) => [operation, changesOf(spec, operation, known)]));
  const changesThatAre = (operation: Operation, are: 'right' | 'wrong') =>
    (changes.get(operation) ?? []).filter(({ refusal }) => (refusal === undefined) === (are === 'right'));

  /** Sends the usual request with each change; resolves to the rows that this showed. */
  const tryAll = async (operation: Operation, changes: readonly Change[]) => {
    const usual = usualDraft(spec, operation, known);
    const rows = rowsFor(spec, operation);
    const tried = await mapAtOnce(changes, async (change) => {
      const sent = change.apply(usual);
      const exchange = await sender.send(written(baseUrl, operation, sent));
      const { violations } = judge(exchange);
      const problems = problemsOf(operation, exchange, change, violations, isOwn(spec, operation, sent, known));
      return { change, problems: problems.map((how) => `${change.title}: ${how}`), shown: rowsIn(rows, exchange) };
    });
    expect(tried.flatMap(({ problems }) => problems)).toEqual([]);
    return tried.flatMap(({ change, shown }) => [...change.rows, ...shown]);
  };
  const prove = (rows: readonly Row[]) => {
    for (const { name: row, greys } of new Set(rows)) {
      if (greys.server === undefined) proves({ vendor: spec.name, row, column: 'server' });
    }
  };

  test.for(spec.operations)('$id refuses what is wrong, and it changes nothing', async (operation) => {
    const before = state();
    prove(await tryAll(operation, changesThatAre(operation, 'wrong')));
    expect(state()).toEqual(before);
  });

  /** Skips an operation that the sandbox says it does not do, or that nobody can call: with handlers, anybody can. */
  const skipImpossible = (operation: Operation, skip: (isIt: boolean, note: string) => void) => {
    skip(hasGap(sandbox, spec, operation), GAP);
    const usual = written(baseUrl, operation, usualDraft(spec, operation, known));
    const { violations } = judge.request({ ...usual, headers: new Headers(usual.headers) });
    skip(!hasHandlers(spec.name) && violations.length > 0, NO_INPUT);
  };

  test.for(spec.operations)('$id takes what is right', async (operation, { skip }) => {
    skipImpossible(operation, skip);
    prove(await tryAll(operation, [AS_IT_IS, ...changesThatAre(operation, 'right')]));
  });

  test.for(spec.operations)('$id gives each documented answer when it is asked to', async (operation) => {
    for (const status of operation.answers.keys()) {
      if (!isPlanned(spec, operation, status)) continue;
      const exchange = await sender.send(written(baseUrl, operation, usualDraft(spec, operation, known)));
      const { response } = exchange;
      expect([response.status, judge.response(operation.id, response)]).toEqual([status, []]);
      prove(rowsIn(rowsFor(spec, operation), exchange));
    }
  });

  test.for(spec.operations)('$id answers any request as the spec says', async (operation, { skip }) => {
    skipImpossible(operation, skip);
    const wrong = changesThatAre(operation, 'wrong');
    const draft = randomDraft(spec, operation, known);
    const asked = async (sent: Draft, change: Change) => {
      const exchange = await sender.send(written(baseUrl, operation, sent));
      const { violations } = judge(exchange);
      expect(problemsOf(operation, exchange, change, violations, isOwn(spec, operation, sent, known))).toEqual([]);
    };
    const takes = fc.asyncProperty(draft, (sent) => asked(sent, AS_IT_IS));
    await fc.assert(takes, { numRuns: RUNS });
    const before = state();
    const refuses = fc.asyncProperty(draft, fc.constantFrom(...wrong), (sent, change) =>
      asked(change.apply(sent), change),
    );
    await fc.assert(refuses, { numRuns: RUNS });
    expect(state()).toEqual(before);
  });
});

/** Plans an answer; false where a vendor without handlers has no example of it, since none could be made. */
function isPlanned(spec: Spec, operation: Operation, status: number): boolean {
  try {
    sandbox.answerNext(`${spec.name}.${operation.id}`, status);
    return true;
  } catch (error) {
    if (hasHandlers(spec.name) || !(error instanceof SandboxError)) throw error;
    return false;
  }
}

const AS_IT_IS: Change = { title: 'as it is', rows: [], refusal: undefined, apply: (draft) => draft };

/** The rows that a documented answer shows. */
function rowsIn(rows: readonly Row[], { response: { status, headers, body } }: Exchange): Row[] {
  if (headers.has('x-sandbox-refusal')) return [];
  const isJson = /[/+]json\b/.test(headers.get('content-type') ?? '');
  const pairs = rows.filter(({ subject }) => subject.kind === 'pair' && subject.status === status);
  return isJson ? [...pairs, ...shownRows(rows, status, JSON.parse(body))] : pairs;
}

/** A valid request that succeeds: with every required parameter, of which the sandbox knows the ids. */
function usualDraft(spec: Spec, operation: Operation, known: Known): Draft {
  const document = Object(spec.document);
  const { requestBody, parameters } = operation;
  const body = requestBody && JSON.stringify(baseOf(spec, requestBody.schema, examplesOf(spec, operation)));
  const texts = parameters
    .filter(({ required }) => required)
    .map(({ in: place, name, schema }) => {
      const values = items(mergedSchema(document, schema).enum);
      return [`${place}/${name}`, [String(values[0] ?? known(name)[0] ?? baseOf(spec, schema, []))]] as const;
    });
  return withTexts(draftOf(spec, operation, known, body), Object.fromEntries(texts));
}
