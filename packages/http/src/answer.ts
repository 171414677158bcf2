import { type ErrorFacts, type ErrorKind, type Outcome, TicketbridgeError } from './error.ts';
import type { Api, Operation } from './operation.ts';

/** A call on its way: what every error about it says. */
export interface CallFacts {
  readonly api: Api;
  readonly operation: string;
}

/** A documented success without a body. */
export interface VoidResult {
  /** The HTTP status of the answer. It says that the vendor accepted the call, not that the change is applied. */
  readonly status: number;
}

/** The error of a call: its message says what happened, in which operation. */
export function callError(call: CallFacts, message: string, facts: ErrorFacts): TicketbridgeError {
  const { source } = call.api;
  return new TicketbridgeError(`${source}.${call.operation}: ${message}`, {
    ...facts,
    source,
    operation: call.operation,
  });
}

/**
 * Decides by the status alone, then reads the body once.
 *
 * @throws TicketbridgeError every kind that an answer can have
 */
export async function readAnswer(call: CallFacts, operation: Operation, response: Response): Promise<unknown> {
  const { status } = response;
  if (response.ok) {
    const documented = operation.success[status] !== undefined;
    const expected = operation.success[status] ?? Object.values(operation.success)[0];
    if (expected === 'void') {
      await response.body?.cancel();
      return { status } satisfies VoidResult;
    }
    const text = await readText(response);
    if (text === undefined) {
      const facts = { kind: 'network', status, documented, outcome: 'accepted', attempts: 1 } as const;
      throw callError(call, `answered ${status}, but the body broke off`, facts);
    }
    const value = parseJson(text);
    if (value === undefined || (expected !== 'unknown' && jsonType(value) !== expected)) {
      const found = value === undefined ? describeText(text) : `a JSON ${jsonType(value)}`;
      throw callError(call, `answered ${status} with ${found} where the spec says a JSON ${expected}`, {
        kind: 'protocol',
        status,
        documented,
        outcome: 'accepted',
        attempts: 1,
      });
    }
    return value;
  }
  const kind = kindOfStatus(operation, status, response.type);
  const code = kind === 'redirect' ? undefined : vendorCode(call.api, (await readText(response)) ?? '');
  const documented = operation.errors[status] !== undefined;
  const meaning = `${MEANING[kind]} (${documented ? '' : 'undocumented '}status ${status}${code ? `, code ${code}` : ''})`;
  throw callError(call, meaning, { kind, status, code, documented, outcome: outcomeOfStatus(status), attempts: 1 });
}

async function readText(response: Response): Promise<string | undefined> {
  try {
    return await response.text();
  } catch {
    return undefined;
  }
}

const MEANING: Readonly<Partial<Record<ErrorKind, string>>> = {
  unauthorized: 'the vendor did not accept the credential',
  forbidden: 'the vendor does not give this credential access',
  throttled: 'the vendor refused because requests came too quickly',
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

function kindOfStatus(operation: Operation, status: number, type: ResponseType): ErrorKind {
  const documented = operation.errors[status] ?? UNDOCUMENTED[status];
  if (documented) return documented;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return 'redirect';
  if (status >= 400 && status < 500) return 'rejected';
  return status >= 500 ? 'server' : 'protocol';
}

function outcomeOfStatus(status: number): Outcome {
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unknown';
}

/** The vendor's own code, where the body has one that is safe to show: a short token, not a text. */
function vendorCode(api: Api, text: string): string | undefined {
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null) return undefined;
  for (const key of api.errorCodeKeys ?? []) {
    const value: unknown = Reflect.get(body, key);
    const code: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof code === 'string' && /^[\w.:-]{1,64}$/.test(code)) return code;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Of a body that is not JSON only its class and length are shown: it may repeat a secret or a customer's words. */
function describeText(text: string): string {
  if (text.trim() === '') return 'an empty body';
  const looksLike = /^\s*</.test(text) ? 'HTML or XML' : /^\s*[[{]/.test(text) ? 'broken JSON' : 'text';
  return `${looksLike} of ${text.length} characters`;
}
