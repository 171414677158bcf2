import { type Body, describe, jsonType, parseJson } from './body.ts';
import { type Call, callError } from './call.ts';
import type { ErrorKind, Outcome, TicketbridgeError } from './error.ts';
import type { Operation } from './operation.ts';
import { readRetryAfter } from './retry.ts';

/** A documented success without a body. */
export interface VoidResult {
  /** The HTTP status of the answer. It says that the vendor accepted the call, not that the change is applied. */
  readonly status: number;
}

/** How an attempt ended. */
export type Result = { readonly value: unknown } | FailedAttempt;

/** An attempt that gave no value. */
export interface FailedAttempt {
  readonly error: TicketbridgeError;
  /** The body broke off: the next answer may well be whole. */
  readonly brokenOff?: boolean;
}

/** Whether a text of an answer repeats nothing that was sent: see `secrets.ts`. */
type IsSafeToShow = (text: string) => boolean;

/** Decides by the status alone, then reads the body once. */
export async function readAnswer(
  call: Call,
  response: Response,
  body: Body,
  url: string,
  isSafeToShow: IsSafeToShow,
): Promise<Result> {
  const { status } = response;
  const { success, errors } = call.definition;
  if (!response.ok) return { error: await refusal(call, response, body, url, isSafeToShow) };
  const expected = success[status] ?? Object.values(success)[0];
  if (expected === 'void') {
    body.drain();
    return { value: { status } satisfies VoidResult };
  }
  const content = await body.read();
  const value = 'text' in content ? parseJson(content.text) : undefined;
  if (value !== undefined && (expected === 'unknown' || jsonType(value) === expected)) return { value };
  const found =
    'problem' in content ? content.problem : value === undefined ? describe(content.text) : `a JSON ${jsonType(value)}`;
  const documented = status in success || status in errors;
  const facts = { kind: 'protocol', status, documented, outcome: 'accepted' } as const;
  const error = callError(call, `status ${status} with ${found}, where the spec says a JSON ${expected}`, facts);
  return { error, brokenOff: 'problem' in content && content.brokenOff };
}

async function refusal(
  call: Call,
  response: Response,
  body: Body,
  url: string,
  isSafeToShow: IsSafeToShow,
): Promise<TicketbridgeError> {
  const { status, headers } = response;
  const kind = kindOfStatus(call.definition, response);
  const code = kind === 'redirect' ? undefined : await vendorCode(call, body, isSafeToShow);
  const origin = kind === 'redirect' ? targetOrigin(response, url, isSafeToShow) : undefined;
  body.drain();
  const documented = call.definition.errors[status] !== undefined;
  const retryAfter = readRetryAfter(headers);
  const details = [
    `status ${status}${documented ? '' : ', undocumented'}`,
    ...(code ? [`code ${code}`] : []),
    ...(origin ? [`to ${origin}`] : []),
    ...(retryAfter === undefined ? [] : [`wait ${retryAfter} ms`]),
  ];
  const message = `${MEANINGS[kind]} (${details.join('; ')})`;
  return callError(call, message, { kind, status, code, documented, retryAfter, outcome: outcomeOfStatus(status) });
}

const MEANINGS: Readonly<Partial<Record<ErrorKind, string>>> = {
  unauthorized: 'the vendor did not accept the credential',
  forbidden: 'the vendor does not give this credential access',
  throttled: 'requests came too quickly for the vendor',
  'forbidden-or-throttled': 'the vendor refused, for lack of access or because requests came too quickly',
  'not-found': 'the vendor does not know the object',
  rejected: 'the vendor says that the input is wrong',
  server: 'the vendor failed',
  redirect: 'the vendor pointed elsewhere, which is not followed',
  protocol: 'the vendor answered with a status that has no meaning here',
};

const UNDOCUMENTED: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthorized',
  403: 'forbidden-or-throttled',
  404: 'not-found',
  429: 'throttled',
};

function kindOfStatus({ errors }: Operation, { status, type }: Response): ErrorKind {
  const kind = errors[status] ?? UNDOCUMENTED[status];
  if (kind) return kind;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return 'redirect';
  if (status >= 400 && status < 500) return 'rejected';
  return status >= 500 ? 'server' : 'protocol';
}

/** What a status says of the effect at the vendor. */
export function outcomeOfStatus(status: number): Outcome {
  if (status >= 200 && status < 300) return 'accepted';
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unknown';
}

/** The vendor's own code, where the spec says that a body holds one and it is a short token, not a text. */
async function vendorCode(
  { api: { errorCodeKeys } }: Call,
  body: Body,
  isSafeToShow: IsSafeToShow,
): Promise<string | undefined> {
  if (!errorCodeKeys) return undefined;
  const content = await body.read();
  const error = 'text' in content ? parseJson(content.text) : undefined;
  if (typeof error !== 'object' || error === null) return undefined;
  const codes = errorCodeKeys.flatMap((key): unknown => Reflect.get(error, key));
  return codes
    .filter((code) => typeof code === 'string')
    .find((code) => /^[\w.:-]{1,64}$/.test(code) && isSafeToShow(code));
}

/** Where a redirect points, as far as the platform tells it: the origin only. */
function targetOrigin(response: Response, url: string, isSafeToShow: IsSafeToShow): string | undefined {
  const location = response.headers.get('location');
  try {
    const origin = location === null ? undefined : new URL(location, url).origin;
    return origin !== undefined && isSafeToShow(origin) ? origin : undefined;
  } catch {
    return undefined;
  }
}
