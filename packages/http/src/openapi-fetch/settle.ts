import type { Call } from '../call.ts';
import { isTicketbridgeError, type TicketbridgeError } from '../error.ts';
import { jsonType } from '../input.ts';
import { orUndefined } from '../or-undefined.ts';
import type { Answer } from '../response.ts';

/** The result of a call in openapi-fetch's form. */
export type Settled =
  | { readonly data: unknown; readonly response: Response }
  | { readonly error: unknown; readonly response: Response };

/**
 * Sends a call. A documented refusal is an `error`: the documented body where one came that is truthy, else the
 * `TicketbridgeError`.
 *
 * @throws TicketbridgeError for everything else that gives no value
 */
export async function settle(call: Call, send: (call: Call) => Promise<unknown>): Promise<Settled> {
  const { api, definition } = call;
  let last: Answer | undefined;
  let body: unknown;
  const watched: Call = {
    ...call,
    // Without a code to look for, a body would not be read.
    api: definition.errorBodies ? { errorCodeKeys: [], ...api } : api,
    onAnswer: (answer) => {
      last = answer;
      body = undefined;
    },
    onBody: (value) => {
      body = value;
    },
  };
  const respond = () => {
    const { status = 200, headers } = last ?? {};
    return new Response(null, { status, headers: copyOf(headers) });
  };
  try {
    const data = await send(watched);
    return { data, response: respond() };
  } catch (error) {
    if (!isTicketbridgeError(error) || !isDocumentedRefusal(call, error)) throw error;
    const expected = definition.errorBodies?.[Number(error.status)];
    const isAsDocumented = expected === 'unknown' || jsonType(body) === expected;
    return { error: (isAsDocumented && body) || error, response: respond() };
  }
}

/** An abort or a timeout after the status has another kind; a redirect is no answer. */
function isDocumentedRefusal({ definition }: Call, { status, kind }: TicketbridgeError): boolean {
  return status !== undefined && definition.errors[status] === kind && kind !== 'redirect';
}

/** Copies what it can of an answer's headers; a light answer may have no list of them. */
function copyOf(headers: unknown): Headers {
  return orUndefined(() => new Headers(Object(headers))) ?? new Headers();
}
