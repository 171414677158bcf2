import type { Exchange } from '@ticketbridge/ledger';
import type { Sandbox } from '@ticketbridge/sandbox';
import type { Draft, Known } from './drafts.ts';
import { at, items } from './json.ts';
import type { Change } from './request-changes.ts';
import { mergedSchema } from './schema-places.ts';
import type { Operation, Spec } from './spec.ts';

/** Why an operation is not tried. */
export const GAP = 'the sandbox says that it does not do it, or not all of it';

/** Tells whether the sandbox says in its own document that an operation, or a parameter of it, is not implemented. */
export function hasGap(sandbox: Sandbox, { name }: Spec, { path, method }: Operation): boolean {
  return at(sandbox.describe(name), 'paths', path, method.toLowerCase(), 'responses', '501') !== undefined;
}

/** Whether a request is about what the account has, and not about something that is nobody's or another's. */
export function isOwn({ document }: Spec, { parameters }: Operation, { texts }: Draft, known: Known): boolean {
  return parameters
    .filter((parameter) => parameter.in === 'path')
    .every(({ name, schema }) => {
      const values = items(mergedSchema(document, schema).enum).map(String);
      return [...values, ...known(name)].includes(texts[`path/${name}`]?.[0] ?? '');
    });
}

/** Tells what of an answer is not as the spec or the sandbox's README says. */
export function problemsOf(
  operation: Operation,
  { response, body }: Exchange,
  { refusal, isStricter }: Change,
  violations: readonly string[],
  isOwn: boolean,
): string[] {
  const { status, headers } = response;
  const marked = headers.get('x-sandbox-refusal') ?? undefined;
  const isThoughtValid = !violations.some((violation) => violation.startsWith('request'));
  const ofAnswer = violations.filter((violation) => violation.startsWith('response'));
  const expected = refusal
    ? isRefused(operation, status, marked, refusal)
    : isTaken(operation, status, marked, isOwn, body);
  return [
    ...(isStricter || isThoughtValid === (refusal === undefined) ? [] : [`the validator finds ${violations}`]),
    ...(headers.has('x-sandbox-fault') ? [`a fault: ${response.body}`] : []),
    ...(marked === undefined ? ofAnswer : []),
    ...(expected ? [] : [`${status} ${marked ?? ''}`]),
  ];
}

/** A success, or a refusal for what the account has not, or, as the README says, for a text that is blank. */
function isTaken(
  { answers }: Operation,
  status: number,
  marked: string | undefined,
  isOwn: boolean,
  body = '',
): boolean {
  if (marked !== undefined) return false;
  const kind = answers.get(status)?.kind;
  if (kind === undefined) return status < 300;
  if (kind === 'rejected') return status === 422 && textsIn(JSON.parse(body)).some((text) => text.trim() === '');
  return !isOwn && (kind === 'not-found' || kind === 'forbidden');
}

function textsIn(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(Object(value)).flatMap(textsIn);
}

function isRefused(
  { answers }: Operation,
  status: number,
  marked: string | undefined,
  refusal: Change['refusal'],
): boolean {
  const isDocumented = marked === undefined && answers.has(status);
  if (refusal === 'content-type') return marked === 'content-type' && status === 415;
  if (refusal === 'credentials') return status === 401 && (answers.has(401) ? isDocumented : marked === 'credentials');
  const [documented, ...others] = [400, 422].filter((candidate) => answers.has(candidate));
  if (isDocumented) return [documented, ...others].includes(status);
  // A refusal with a body is only for what its body says.
  const isForAll = documented !== undefined && answers.get(documented)?.mediaType === undefined;
  return !isForAll && marked === 'invalid-request' && status === 400;
}
