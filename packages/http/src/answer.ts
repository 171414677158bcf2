import type { Body } from './body.ts';
import { type Call, type Failure, isDocumented, isRepeatable, type Result } from './call.ts';
import type { ErrorKind, Outcome } from './error.ts';
import { jsonType } from './input.ts';
import type { Operation } from './operation.ts';
import type { Answer } from './response.ts';
import { readRetryAfter } from './retry.ts';
import type { IsSafeToShow } from './secrets.ts';

/** A documented success without a body. */
export interface VoidResult {
  /** The HTTP status of the answer. It says that the vendor accepted the call, not that the change is applied. */
  readonly status: number;
}

/** Reads the body of a success, once. */
export async function readSuccess({ definition: { success } }: Call, { status }: Answer, body: Body): Promise<Result> {
  const expected = success[status] ?? Object.values(success)[0];
  if (expected === 'void') {
    body.drain();
    return { ok: true, value: { status } satisfies VoidResult };
  }
  const { value, problem = `a JSON ${jsonType(value)}`, isBrokenOff = false } = await body.readJson();
  if (value !== undefined && (expected === 'unknown' || jsonType(value) === expected)) return { ok: true, value };
  const message = `status ${status} with ${problem}, not a JSON ${expected}`;
  return { ok: false, kind: 'protocol', message, isPassing: isBrokenOff };
}

/** Tells what a refusal means, by its status and headers alone; the body can add no more than the vendor's `code`. */
export function refusal(
  { definition }: Call,
  answer: Answer,
  url: string,
  isSafeToShow: IsSafeToShow,
  code?: string,
): Failure {
  const { status, header } = answer;
  const kind = kindOfStatus(definition, answer);
  const origin = kind === 'redirect' ? targetOrigin(answer, url, isSafeToShow) : undefined;
  const retryAfter = readRetryAfter(header('retry-after'), header('date'));
  const details = [
    `status ${status}${isDocumented(definition, status) ? '' : ', undocumented'}`,
    code && `code ${code}`,
    origin && `to ${origin}`,
    retryAfter !== undefined && `wait ${retryAfter} ms`,
  ];
  const message = `${kind} (${details.filter(Boolean).join('; ')})`;
  return { ok: false, kind, message, code, retryAfter };
}

/** Reads the vendor's own code, where the spec says that a body holds one and it is a short token, not a text. */
export async function readCode(call: Call, body: Body, isSafeToShow: IsSafeToShow): Promise<string | undefined> {
  const { errorCodeKeys } = call.api;
  if (!errorCodeKeys) return undefined;
  const { value } = await body.readJson();
  call.onBody?.(value);
  return errorCodeKeys
    .flatMap((key): unknown => Reflect.get(Object(value), key))
    .filter((code) => typeof code === 'string')
    .find((code) => /^[\w.:-]{1,64}$/.test(code) && isSafeToShow(code));
}

/** The meaning of a status, or of its first digit, that the spec does not document. */
const UNDOCUMENTED: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthorized',
  403: 'forbidden-or-throttled',
  404: 'not-found',
  429: 'throttled',
  3: 'redirect',
  4: 'rejected',
  5: 'server',
};

function kindOfStatus({ errors }: Operation, { status, isOpaqueRedirect }: Answer): ErrorKind {
  const unknown = isOpaqueRedirect ? 'redirect' : 'protocol';
  return errors[status] ?? UNDOCUMENTED[status] ?? UNDOCUMENTED[Math.floor(status / 100)] ?? unknown;
}

/** Maps a status to the outcome that it proves, by itself or because the spec says that it is a refusal. */
export function outcomeOfStatus({ definition }: Call, status: number): Outcome {
  if (status >= 200 && status < 300) return 'accepted';
  if (isRepeatable(definition, status)) return 'refused';
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unknown';
}

/** Tells where a redirect points, as far as the platform reveals it: the origin only. */
function targetOrigin({ header }: Answer, url: string, isSafeToShow: IsSafeToShow): string | undefined {
  const location = header('location') ?? '//';
  const origin = URL.canParse(location, url) ? new URL(location, url).origin : '';
  return isSafeToShow(origin) ? origin : undefined;
}
