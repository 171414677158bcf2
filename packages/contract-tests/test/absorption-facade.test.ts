import type { IncomingMessage } from 'node:http';
import { capabilities } from '@ticketbridge/facade';
import { isTicketbridgeError } from '@ticketbridge/http';
import { undiciFetch } from '@ticketbridge/http/undici';
import { proves } from '@ticketbridge/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AbsorbedCase, absorbedCases, plainAnswer } from './absorbed-cases.ts';
import { type AnsweringServer, answeringServer, type PlannedAnswer } from './answering-server.ts';
import { type Ended, ended, mapAtOnce } from './at-once.ts';
import { UNDECLARED, UNKNOWN_WORD } from './body-cases.ts';
import { vendors } from './clients.ts';
import { isSame, textOf, unlikeError } from './differences.ts';
import { bridgeOf, isIterable, REFS, VERBS } from './fuzz-facade.ts';
import { at, entries, items, text } from './json.ts';
import { replacedAt, valueAt } from './schema-places.ts';
import type { Operation, Spec } from './spec.ts';

type Name = keyof typeof REFS;

/** Every verb that a vendor has. */
const verbs = vendors.flatMap(({ spec }) =>
  Object.entries(REFS).flatMap(([name, ref]) =>
    Object.entries(capabilities()[ref.vendor])
      .filter(([, has]) => has === true && name === spec.name)
      .map(([verb]) => ({ verb, spec, ref })),
  ),
);

/** What a list is asked for: as little as shows what it makes of an answer. */
const LISTINGS: Readonly<Record<string, (vendor: Name) => object>> = {
  threads: (vendor) => ({ vendors: [vendor], maxPages: 1 }),
  drain: (vendor) => ({ vendors: [vendor] }),
  messages: () => ({ maxPages: 1 }),
  listedMessages: () => ({ maxPages: 1 }),
};

/** Of the forms of a body every so many is tried, and each in the exhaustive run. */
const PART = 9;

/** A call of a verb, as its server sees it. */
interface Plan {
  readonly spec: Spec;
  /** What one operation is answered; the others succeed. */
  readonly absorbed?: Absorbed;
  /** The operations that were called. */
  readonly called: Set<Operation>;
}

interface Absorbed extends AbsorbedCase {
  readonly operation: Operation;
}

const plans: Plan[] = [];
let server: AnsweringServer;
const fetch = undiciFetch();
beforeAll(async () => {
  server = await answeringServer(answerTo);
});
afterAll(async () => {
  await fetch.close();
  server.close();
});

function answerTo({ method, url = '', headers }: IncomingMessage): PlannedAnswer {
  const { spec, absorbed, called } = plans[Number(headers['x-case'])] ?? expect.fail('no plan');
  const [path = '', query] = url.split('?');
  const isCalled = (operation: Operation) =>
    operation.method === method && new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  const operation = spec.operations.find(isCalled) ?? expect.fail(`${method} ${path} is no operation`);
  called.add(operation);
  const usual = plainAnswer(spec, operation);
  // A list that is read by offset ends where it has no more.
  const offset = new URLSearchParams(query).get(String(at(operation.paging, 'offset')));
  if (Number(offset) > 0) return { ...usual, value: replacedAt(usual.value, itemsOf(operation, usual.value), []) };
  return absorbed?.operation === operation ? absorbed.answer : usual;
}

describe.each(verbs)('$ref.vendor: $verb', ({ verb, spec, ref }) => {
  const call = (plan: Plan): Promise<Ended> => {
    const own = VERBS[`${ref.vendor}.${verb}`];
    const [first, ...more] = (own ?? VERBS[verb] ?? expect.fail(`There are no arguments for ${verb}`))();
    const options = { headers: { 'x-case': String(plans.push(plan) - 1) }, ...LISTINGS[verb]?.(ref.vendor) };
    const args = more.length === 0 && LISTINGS[verb] ? [options] : [own ? first : ref, ...more.slice(0, -1), options];
    const bridge = bridgeOf({ baseUrl: server.origin, maxAttempts: 1, fetch });
    const target: unknown = own ? bridge[ref.vendor] : bridge;
    return ended(read(Reflect.apply(Object(Reflect.get(Object(target), verb)), undefined, args)));
  };

  test('takes every answer of the vendor', async () => {
    const dry: Plan = { spec, called: new Set() };
    const usual = await call(dry);
    if ('thrown' in usual) throw usual.thrown;
    const tried = [...dry.called].flatMap((operation) =>
      absorbedCases(spec, operation)
        .filter(({ isOfForm }, index) => !isOfForm || process.env.EXHAUSTIVE || index % PART === 0)
        .map((absorbed) => ({ ...absorbed, operation })),
    );
    const differences = await mapAtOnce(tried, async (absorbed) => {
      const given = await call({ spec, absorbed, called: new Set() });
      const { value } = plainAnswer(spec, absorbed.operation);
      const isKept = lost({ ...absorbed, rows: [] }, value, usual.value).length === 0;
      return differenceOf(absorbed, given, isKept).map((how) => `${absorbed.title}: ${how}`);
    });
    expect(differences.flat()).toEqual([]);
    for (const { name: row, greys } of new Set(tried.flatMap(({ rows }) => rows))) {
      if (greys.absorption === undefined) proves({ vendor: spec.name, row, column: 'absorption' });
    }
  });
});

/** Reads a list to its end. */
async function read(result: unknown): Promise<unknown> {
  const settled = await result;
  if (!isIterable(settled)) return settled;
  const all: unknown[] = [];
  for await (const item of settled) all.push(item);
  return all;
}

/** Tells how a verb breaks its promise after an answer; `isKept` where it gives what the vendor sent. */
function differenceOf(absorbed: Absorbed, given: Ended, isKept: boolean): string[] {
  const { expected, operation, answer } = absorbed;
  if ('thrown' in given) {
    if ('error' in expected) return unlikeError(expected.error, given.thrown);
    const isUnusable = isTicketbridgeError(given.thrown) && ['protocol', 'paging'].includes(given.thrown.kind);
    // What an answer says beside its items may contradict itself; what is in an item never costs the others.
    return isUnusable && operation.method === 'GET' && !isOfItem(absorbed) ? [] : [`threw ${given.thrown}`];
  }
  if ('error' in expected) return [`resolved to ${textOf(given.value)}`];
  return isKept && isOfItem(absorbed) ? lost(absorbed, answer.value, given.value) : [];
}

function isOfItem({ rows }: Absorbed): boolean {
  return rows.length > 0 && rows.every(({ subject }) => 'pointer' in subject && subject.pointer.includes('/*'));
}

/** Tells what of the items of an answer is not in what a verb gives: as it was sent, and what is unknown of it. */
function lost({ operation, rows }: Pick<Absorbed, 'operation' | 'rows'>, answer: unknown, given: unknown): string[] {
  const list = valueAt(answer, itemsOf(operation, answer));
  const sent = Array.isArray(list) ? list : [answer];
  const models = (Array.isArray(given) ? given : [given]).flatMap((item) => [item, at(item, 'message')]);
  // What holds several has a list of them.
  const raws = models.map((model) => at(model, 'raw')).flatMap((raw) => [raw, ...items(raw)]);
  const shown = JSON.stringify(models, (key, value) => (key === 'raw' ? undefined : value));
  // What stands in a field that only `raw` has is told by the field.
  const fields = rows.flatMap(({ subject }) => ('pointer' in subject ? [subject.pointer.split('/*')[1]] : []));
  const isTold = (word: string) => shown.includes(word) || fields.some((field) => field && shown.includes(`${field}"`));
  const words = [UNDECLARED, UNKNOWN_WORD].filter((word) => JSON.stringify(sent).includes(word));
  return [
    ...sent.filter((item) => !raws.some((raw) => isSame(raw, item))).map((item) => `lost ${textOf(item)}`),
    ...words.filter((word) => !isTold(word)).map((word) => `hides ${word}`),
  ];
}

/** Where the answer of a list has its items: where the spec says that it pages, else its first list. */
function itemsOf({ paging }: Operation, answer: unknown): readonly string[] {
  if (typeof at(paging, 'items') === 'string') return text(paging, 'items').slice(1).split('/');
  return entries(answer)
    .flatMap(([name, value]) => (Array.isArray(value) ? [name] : []))
    .slice(0, 1);
}
