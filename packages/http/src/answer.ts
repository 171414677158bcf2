import type { Body } from './body.ts';
import { type Call, type Failure, isDocumented, type Result } from './call.ts';
import type { ErrorKind, Outcome } from './error.ts';
import { jsonType } from './input.ts';
import type { Operation } from './operation.ts';
import { readRetryAfter } from './retry.ts';
import type { IsSafeToShow } from './secrets.ts';

/** A documented success without a body. */
export interface VoidResult {
  /** The HTTP status of the answer. It says that the vendor accepted the call, not that the change is applied. */
  readonly status: number;
}

/** Decides by the status alone, then reads the body once. */
export async function readAnswer(
  call: Call,
  response: Response,
  body: Body,
  url: string,
  isSafeToShow: IsSafeToShow,
): Promise<Result> {
  const { status } = response;
  const { success } = call.definition;
  if (!response.ok) return refusal(call, response, body, url, isSafeToShow);
  const expected = success[status] ?? Object.values(success)[0];
  if (expected === 'void') {
    body.drain();
    return { value: { status } satisfies VoidResult };
  }
  const { value, problem = `a JSON ${jsonType(value)}`, brokenOff = false } = await body.readJson();
  if (value !== undefined && (expected === 'unknown' || jsonType(value) === expected)) return { value };
  const message = `status ${status} with ${problem}, not a JSON ${expected}`;
  return { kind: 'protocol', message, brokenOff };
}

async function refusal(
  call: Call,
  response: Response,
  body: Body,
  url: string,
  isSafeToShow: IsSafeToShow,
): Promise<Failure> {
  const kind = kindOfStatus(call.definition, response);
  const isRedirect = kind === 'redirect';
  const code = isRedirect ? undefined : await vendorCode(call, body, isSafeToShow);
  const origin = isRedirect ? targetOrigin(response, url, isSafeToShow) : undefined;
  body.drain();
  const retryAfter = readRetryAfter(response.headers);
  const details = [
    `status ${response.status}${isDocumented(call) ? '' : ', undocumented'}`,
    code && `code ${code}`,
    origin && `to ${origin}`,
    retryAfter !== undefined && `wait ${retryAfter} ms`,
  ];
  const message = `${MEANINGS[kind]} (${details.filter(Boolean).join('; ')})`;
  return { kind, message, code, retryAfter };
}

const MEANINGS: Readonly<Partial<Record<ErrorKind, string>>> = {
  unauthorized: 'the credential was not accepted',
  forbidden: 'the credential has no access',
  throttled: 'requests came too quickly',
  'forbidden-or-throttled': 'the credential has no access, or requests came too quickly',
  'not-found': 'the vendor does not know the object',
  rejected: 'the vendor says that the input is wrong',
  server: 'the vendor failed',
  redirect: 'the vendor pointed elsewhere, which is not followed',
  protocol: 'the status has no meaning here',
};

/** What a status, or its first digit, means where the spec says nothing of it. */
const UNDOCUMENTED: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthorized',
  403: 'forbidden-or-throttled',
  404: 'not-found',
  429: 'throttled',
  3: 'redirect',
  4: 'rejected',
  5: 'server',
};

function kindOfStatus({ errors }: Operation, { status, type }: Response): ErrorKind {
  const unknown = type === 'opaqueredirect' ? 'redirect' : 'protocol';
  return errors[status] ?? UNDOCUMENTED[status] ?? UNDOCUMENTED[Math.floor(status / 100)] ?? unknown;
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
  const { value } = await body.readJson();
  return errorCodeKeys
    .flatMap((key): unknown => Reflect.get(Object(value), key))
    .filter((code) => typeof code === 'string')
    .find((code) => /^[\w.:-]{1,64}$/.test(code) && isSafeToShow(code));
}

/** Where a redirect points, as far as the platform tells it: the origin only. */
function targetOrigin(response: Response, url: string, isSafeToShow: IsSafeToShow): string | undefined {
  const location = response.headers.get('location') ?? '//';
  const origin = URL.canParse(location, url) ? new URL(location, url).origin : '';
  return isSafeToShow(origin) ? origin : undefined;
}
