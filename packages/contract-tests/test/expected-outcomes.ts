import { type AnswerForm, heldBy } from './answer-forms.ts';
import { typeOf } from './generated-requests.ts';
import { at, entries, items } from './json.ts';
import { isOfType } from './schema-places.ts';
import type { Operation, Spec } from './spec.ts';

/** The value of a success, or the facts of an error; an error of a documented refusal may be its body too. */
export type Expected = { readonly value: unknown } | { readonly error: object; readonly body?: unknown };

/** HTTP lets an answer of these have no body (RFC 9110 15.3.5, 15.3.6, 15.4.5). */
export const BODILESS = [204, 205, 304];

/** What an undocumented status means; any other means what its class does. */
const KINDS: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden-or-throttled',
  404: 'not-found',
  429: 'throttled',
};

/** The schema of a success; of one that is not documented, that of the first that is. */
export function successOf({ answers }: Operation, status: number): unknown {
  if (!isSuccess(status)) return undefined;
  const [first] = [...answers].filter(([known]) => isSuccess(known));
  return (answers.get(status) ?? first?.[1])?.schema;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** What a client owes its caller after an answer, by the spec and the README of http: nothing of the code under test. */
export function expectedOf(
  spec: Spec,
  operation: Operation,
  status: number,
  form: AnswerForm,
  value: unknown,
): Expected {
  const answer = operation.answers.get(status);
  const held = BODILESS.includes(status) || value === undefined ? {} : heldBy(form, value);
  const facts = { vendor: spec.name, operation: operation.id, status, documented: answer !== undefined, attempts: 1 };
  if (isSuccess(status)) {
    const schema = successOf(operation, status);
    if (schema === undefined) return { value: { status } };
    if ('json' in held && isDocumentedType(spec, schema, held.json)) return { value: held.json };
    return { error: { ...facts, kind: 'protocol', outcome: 'accepted' } };
  }
  const byClass = { 3: 'redirect', 4: 'rejected', 5: 'server' }[Math.floor(status / 100)] ?? 'protocol';
  const kind = answer?.kind ?? KINDS[status] ?? byClass;
  const isRefused = answer?.isRepeatable || (status >= 400 && status < 500 && status !== 408);
  const outcome = isRefused ? 'refused' : 'unknown';
  const code = kind === 'redirect' ? undefined : codeIn(spec, held.json);
  const isBody = answer?.schema !== undefined && Boolean(held.json) && isDocumentedType(spec, answer.schema, held.json);
  return { error: { ...facts, kind, outcome, code }, ...(isBody && { body: held.json }) };
}

/** A client looks no deeper than at the type of a body: what is inside is the caller's, as the vendor sent it. */
function isDocumentedType({ document }: Spec, schema: unknown, value: unknown): boolean {
  const type = typeOf(Object(document), schema);
  return value !== undefined && (type === undefined || isOfType(type, value));
}

function codeIn({ document }: Spec, body: unknown): unknown {
  const codes = items(at(document, 'x-error-code-keys')).flatMap((key) =>
    [entries(body).find(([name]) => name === key)?.[1]].flat(),
  );
  return codes.find((code) => typeof code === 'string' && /^[\w.:-]{1,64}$/.test(code));
}
