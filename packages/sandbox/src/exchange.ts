import type { CheckedRequest, Contract, Credential, Operation } from './contract.ts';
import type { Answer, Handlers } from './handler.ts';
import { refuse } from './refusals.ts';
import { type Reply, replyWithJson } from './reply.ts';
import { Violation } from './violation.ts';

/** A vendor's contract and, by credential, what each account can do. */
export interface Vendor {
  readonly contract: Contract;
  readonly accounts: ReadonlyMap<string, Handlers>;
}

export interface Incoming {
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  readonly body: Uint8Array;
  header(name: string): string | undefined;
}

export interface Exchange {
  answer(incoming: Incoming): Reply;
  answerNext(operationId: string, status: number): void;
}

/** Turns one request into one reply: the checks in their order, then the account's handler, then the check of its answer. */
export function createExchange(vendors: readonly Vendor[]): Exchange {
  const planned = new Map<Operation, number[]>();
  for (const { contract } of vendors) for (const operation of contract.operations) planned.set(operation, []);

  function answer(incoming: Incoming): Reply {
    const [rawPath = '', rawQuery = ''] = incoming.target.split(/\?(.*)/s);
    const query = new URLSearchParams(rawQuery);

    const found = route(vendors, incoming.method, rawPath);
    if (!('operation' in found)) return found;
    const { vendor, operation } = found;

    const demanded = vendor.contract.demandedContentType;
    const mediaType = essence(incoming.header('content-type'));
    if (demanded !== undefined && mediaType !== demanded) return refuse('content-type', `Content-Type: ${demanded}`);

    const handlers = vendor.accounts.get(takeCredential(operation.credential, incoming, query) ?? '');
    if (handlers === undefined) return refuseAs(operation, 401, 'credentials', whereCredentialGoes(operation));

    const plannedStatus = planned.get(operation)?.shift();
    if (plannedStatus !== undefined) return finish(operation, () => ({ example: plannedStatus }));

    const request = readRequest(operation, found.path, query, mediaType, incoming.body);
    if (request instanceof Violation) {
      const documented = operation.statuses.find((status) => status === 400 || status === 422);
      return refuseAs(operation, documented, 'invalid-request', `${request.pointer} ${request.problem}`);
    }
    const handler = handlers[operation.id];
    return finish(operation, () => handler?.(request) ?? { example: successOf(operation) });
  }

  function answerNext(operationId: string, status: number): void {
    const known = [...planned.keys()];
    const operation = known.find(({ id }) => id === operationId);
    if (operation === undefined) {
      throw new Error(`No operation is called "${operationId}"; there are ${known.map(({ id }) => id).join(', ')}`);
    }
    if (!operation.statuses.includes(status)) {
      throw new Error(`${operationId} documents no status ${status}; it documents ${operation.statuses.join(', ')}`);
    }
    planned.get(operation)?.push(status);
  }

  return { answer, answerNext };
}

interface Routed {
  readonly vendor: Vendor;
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

function route(vendors: readonly Vendor[], method: string, path: string): Routed | Reply {
  const matches = vendors
    .filter(({ contract }) => path.startsWith(`${contract.basePath}/`))
    .flatMap((vendor) =>
      vendor.contract.operations.flatMap((operation) => {
        const parameters = operation.matchPath(path.slice(vendor.contract.basePath.length));
        const decoded = parameters && decodeValues(parameters);
        return decoded ? [{ vendor, operation, path: decoded }] : [];
      }),
    );
  if (matches.length === 0) return refuse('unknown-path');
  const allowed = matches.map(({ operation }) => operation.method).join(', ');
  const match = matches.find(({ operation }) => operation.method === method);
  return match ?? refuse('wrong-method', `Allowed: ${allowed}`, { allow: allowed });
}

function decodeValues(values: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}

function essence(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}

/** Takes a credential out of the query, so that the operation's own parameters remain; two of them are none. */
function takeCredential(credential: Credential, incoming: Incoming, query: URLSearchParams): string | undefined {
  if (credential.in === 'header') return incoming.header(credential.name);
  const [value, ...others] = query.getAll(credential.name);
  query.delete(credential.name);
  return others.length === 0 ? value : undefined;
}

function whereCredentialGoes({ credential }: Operation): string {
  return credential.in === 'header'
    ? `Send the token as it is in the header "${credential.name}", without a prefix.`
    : `Send the key once, as the query parameter "${credential.name}".`;
}

function readRequest(
  operation: Operation,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
  mediaType: string | undefined,
  bytes: Uint8Array,
): CheckedRequest | Violation {
  if (bytes.length === 0) return operation.checkRequest({ path, query, body: undefined });
  if (operation.consumes.length > 0 && !operation.consumes.includes(mediaType ?? '')) {
    return new Violation('header Content-Type', `must be ${operation.consumes.join(' or ')}`);
  }
  const body = parseJson(bytes);
  return body === undefined ? new Violation('body', 'is not JSON') : operation.checkRequest({ path, query, body });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The documented status where there is one, with the reason in a header; else a refusal from the table. */
function refuseAs(
  operation: Operation,
  status: number | undefined,
  reason: 'credentials' | 'invalid-request',
  detail: string,
): Reply {
  if (status === undefined || !operation.statuses.includes(status)) return refuse(reason, detail);
  const reply = finish(operation, () => ({ example: status }));
  return { ...reply, headers: { ...reply.headers, 'x-sandbox-reason': detail.replaceAll(/[^ -~]/g, '?') } };
}

function successOf(operation: Operation): number {
  return operation.statuses.find((status) => status < 300) ?? 200;
}

/** Nothing leaves the sandbox unchecked, the spec's own examples included. */
function finish(operation: Operation, handle: () => Answer): Reply {
  let answer: Answer;
  try {
    answer = handle();
  } catch (error) {
    return fault(operation, 'none', new Violation('handler', error instanceof Error ? error.message : 'failed'));
  }
  const status = 'example' in answer ? answer.example : answer.status;
  const value = 'example' in answer ? operation.example(status) : answer.body;
  const body = value === undefined ? undefined : JSON.stringify(value);
  const violation = operation.checkResponse(status, body === undefined ? undefined : JSON.parse(body));
  if (violation) return fault(operation, status, violation);
  const mediaType = operation.produces(status);
  return { status, headers: mediaType === undefined ? {} : { 'content-type': mediaType }, body };
}

function fault(operation: Operation, status: number | 'none', { pointer, problem }: Violation): Reply {
  return replyWithJson(
    500,
    { fault: 'The sandbox was about to break the spec.', operation: operation.id, status, pointer, problem },
    { 'x-sandbox-fault': operation.id },
  );
}
