import type { Row } from '@ticketbridge/ledger';
import { type AnswerForm, EMPTY, FORMS, PLAIN } from './answer-forms.ts';
import type { PlannedAnswer } from './answering-server.ts';
import { baseOf, bodyCases } from './body-cases.ts';
import { BODILESS, type Expected, expectedOf, isSuccess, successOf } from './expected-outcomes.ts';
import { MALFORMED, ODD_JSON, UNUSUAL } from './hostile-answers.ts';
import type { Operation, Spec } from './spec.ts';

/** An answer that a vendor may give, and what a client owes its caller after it. */
export interface AbsorbedCase {
  readonly title: string;
  /** The rows of the ledger that it shows, beside that of its documented status. */
  readonly rows: readonly Row[];
  readonly answer: PlannedAnswer;
  readonly expected: Expected;
  /** Whether it is one of the many that only differ in the form of a body. */
  readonly isOfForm?: boolean;
}

/** What a vendor may say that does not document it. */
const UNDOCUMENTED_BODY = { id: 't-1', text: 'Olá, "ü" \u2028 ok' };
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
/** Every final status that a server in use gives, and some that none does. */
const STATUSES = [
  ...[...from(200, 208), 226, 299, ...from(300, 308), 399],
  ...[...from(400, 418), ...from(421, 426), 428, 429, 431, 451, 499],
  ...[...from(500, 508), 510, 511, 599, 600, 999],
];
const made = new Map<Operation, readonly AbsorbedCase[]>();

/** Lists the answers of an operation: each row of each documented body, each form of a body, each status. */
export function absorbedCases(spec: Spec, operation: Operation): readonly AbsorbedCase[] {
  const known = made.get(operation) ?? makeCases(spec, operation);
  made.set(operation, known);
  return known;
}

function makeCases(spec: Spec, operation: Operation): AbsorbedCase[] {
  const make = (status: number, form: AnswerForm, value: unknown, rows: readonly Row[] = []): AbsorbedCase => ({
    title: `${operation.id} ${status}: ${rows.map(({ name }) => name).join(', ') || form.title}`,
    rows,
    answer: { status, form, value },
    expected: expectedOf(spec, operation, status, form, value),
  });
  const documented = [...operation.answers.keys()];
  const bodies = documented.flatMap((status) => {
    const { schema, examples = [] } = operation.answers.get(status) ?? {};
    if (schema === undefined) return [make(status, EMPTY, undefined)];
    return bodyCases(spec, operation, status, schema, examples).map(({ rows, value }) =>
      make(status, PLAIN, value, rows),
    );
  });
  const salt = spec.operations.indexOf(operation);
  const statuses = new Set([...documented, ...STATUSES]);
  const forms = [...statuses].flatMap((status, index) => {
    const possible = formsFor(status);
    const part = Math.min(possible.length, partOf(operation, status));
    const tried = possible.filter((_, form) => (form + index * 7 + salt) % part === 0);
    return tried.map((form) => ({ ...make(status, form, bodyFor(spec, operation, status)), isOfForm: true }));
  });
  const { status, value } = plainAnswer(spec, operation);
  const form = (title: string, send: AnswerForm['send'], holds: AnswerForm['holds'] = { meant: true }) =>
    make(status, { title, holds, send }, value);
  const odd = Object.entries(value === undefined ? {} : ODD_JSON).map(([title, change]) => {
    const json = change(JSON.stringify(value));
    return form(`JSON ${title}`, (response, code) => PLAIN.send(response, code, json), { other: JSON.parse(json) });
  });
  const unusual = Object.entries(UNUSUAL).map(([title, send]) => form(title, send));
  const malformed = Object.entries(MALFORMED).map(([title, send]) => {
    return { ...form(title, send), expected: { error: { kind: 'network', outcome: 'unknown', status: undefined } } };
  });
  return [...bodies, ...forms, ...odd, ...unusual, ...malformed];
}

/** One of so many forms is tried with a status, and each in the exhaustive run. */
function partOf({ answers }: Operation, status: number): number {
  if (process.env.EXHAUSTIVE) return 1;
  if (!answers.has(status)) return 60;
  return isSuccess(status) ? 4 : 12;
}

const plain = new Map<Operation, PlannedAnswer>();

/** The answer of a vendor that keeps to its spec: the first documented success. */
export function plainAnswer(spec: Spec, operation: Operation): PlannedAnswer {
  const known = plain.get(operation);
  if (known) return known;
  const [status = 200, answer] = [...operation.answers].find(([other]) => isSuccess(other)) ?? [];
  const value = answer?.schema === undefined ? undefined : bodyFor(spec, operation, status);
  const made = { status, form: value === undefined ? EMPTY : PLAIN, value };
  plain.set(operation, made);
  return made;
}

function formsFor(status: number): readonly AnswerForm[] {
  if (BODILESS.includes(status)) return [EMPTY];
  // The platform's `fetch` repeats a 421, and needs the connection for it.
  return status === 421 ? [EMPTY, PLAIN] : [EMPTY, ...FORMS];
}

/** The body that an answer has, as documented where it is. */
function bodyFor(spec: Spec, operation: Operation, status: number): unknown {
  const schema = successOf(operation, status) ?? operation.answers.get(status)?.schema;
  if (schema === undefined) return UNDOCUMENTED_BODY;
  return baseOf(spec, schema, operation.answers.get(status)?.examples ?? []);
}
