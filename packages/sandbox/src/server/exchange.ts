import type { Gap } from '../gaps.ts';
import type { Handlers } from '../handler.ts';
import { invalidInput } from '../sandbox-error.ts';
import type { Contract } from '../spec/contract.ts';
import { secretFor, writeSecret } from '../spec/credential.ts';
import type { CheckedRequest, DeclaredParameter, Operation } from '../spec/operation.ts';
import { Violation } from '../spec/violation.ts';
import { howToSend, type SentSecret, showKey, takeSecrets } from './credential.ts';
import { findOperation } from './find-operation.ts';
import { finish } from './finish.ts';
import { documentedInvalid } from './possible-refusals.ts';
import { refuse } from './refusals.ts';
import type { PlainReply, Reply } from './reply.ts';
import { createRoute, type Route, type Routed } from './routing.ts';
import { isLoopback, readTarget, type Target } from './target.ts';

/** A vendor's contract and, by credential, what each account can do. */
export interface Served {
  readonly name: string;
  readonly contract: Contract;
  /** By operation, the places of a request that its refusal with a code is about. */
  readonly codeIsAbout: Readonly<Record<string, readonly string[]>>;
  readonly handlers: ReadonlyMap<string, Handlers>;
  /** Gives the status with which an operation documents that it throttles. */
  throttledStatus?(operationId: string): number | undefined;
  /** Whose handlers they are. */
  readonly accountNames?: ReadonlyMap<Handlers, string>;
  /** What is answered with a marked refusal before a handler is called. */
  readonly gaps: readonly Gap[];
  /** Changes a reply that is as the spec says, where a switch says so. */
  deviate?(reply: PlainReply): PlainReply;
  /** Present where every answer is an example: what answers where no credential is needed, and each scheme's secret. */
  readonly stateless?: { readonly handlers: Handlers; readonly secretOf: ReadonlyMap<string, string> };
}

/** A request before its body. */
export interface Head {
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
  header(name: string): string | undefined;
}

/** A reply that the body cannot change, or the means to answer once the body is there; `undefined` is too large a body. */
export type Opening = ({ readonly refusal: Reply } | { answer(body: Uint8Array | undefined): Reply }) & {
  /** `undefined` where no operation is meant. */
  readonly call?: CallFacts;
};

/** Which call a request is. */
export interface CallFacts {
  readonly vendor: string;
  readonly operation: string;
  /** The name of the account; `undefined` where the credentials are nobody's. */
  readonly account: string | undefined;
}

/** A request whose head was in order, and who calls. */
interface Call extends Routed<Served> {
  readonly handlers: Handlers;
  readonly query: URLSearchParams;
  readonly mediaType: string | undefined;
  header(name: string): string | undefined;
}

/** Where faults come from: answers a call by `apply`, or otherwise. */
export interface FaultSource {
  meet(vendor: Served, operation: Operation, apply: () => Reply): Reply;
}

/** Turns requests into replies: the checks in their order, then the account's handler, then the check of its answer. */
export class Exchange {
  readonly #vendors: readonly Served[];
  readonly #route: Route<Served>;
  readonly #credentials: readonly string[];
  /** The statuses that `answerNext` asked for. */
  readonly #planned: ReadonlyMap<Operation, number[]>;
  readonly #faults: FaultSource | undefined;

  constructor(vendors: readonly Served[], faults?: FaultSource) {
    this.#vendors = vendors;
    this.#faults = faults;
    this.#route = createRoute(vendors);
    this.#credentials = [...new Set(vendors.flatMap(formsOfSecrets))];
    this.#planned = new Map(vendors.flatMap(({ contract }) => contract.operations.map((operation) => [operation, []])));
  }

  /** Judges what can be judged before the body is read. */
  open(head: Head): Opening {
    const target = readTarget(head.target);
    const opening = this.#open(head, target);
    const isStateless = ({ stateless, contract }: Served) =>
      stateless && target.path.startsWith(`${contract.basePath}/`);
    if (!this.#vendors.some(isStateless)) return opening;
    if ('refusal' in opening) return { ...opening, refusal: markStateless(opening.refusal) };
    return { ...opening, answer: (body) => markStateless(opening.answer(body)) };
  }

  #open(head: Head, { authority = head.header('host'), path, query: rawQuery }: Target): Opening {
    // A browser always sends its Host; without one nobody was misled by a name.
    if (authority !== undefined && !isLoopback(authority)) return { refusal: refuse('unknown-host') };

    const routed = this.#route(head.method, path);
    if ('refusal' in routed) return routed;
    const { vendor, operation } = routed;

    const facts = { vendor: vendor.name, operation: operation.id, account: undefined };
    const demanded = vendor.contract.demandedContentType;
    const mediaType = essence(head.header('content-type'));
    if (demanded !== undefined && mediaType !== demanded) {
      return { call: facts, refusal: refuse('content-type', `Content-Type: ${demanded}`) };
    }

    const query = new URLSearchParams(rawQuery);
    const handlers = handlersOf(vendor, operation, takeSecrets(operation.credentials, head.header, query));
    if (handlers === undefined) return { call: facts, refusal: refuseCredential(operation) };

    const call = { ...routed, handlers, query, mediaType, header: head.header };
    return {
      call: { ...facts, account: vendor.accountNames?.get(handlers) },
      answer: (body) => {
        if (body === undefined) return refuse('body-too-large');
        const apply = (): Reply => {
          const reply = this.#answer(call, body);
          return vendor.deviate?.(reply) ?? reply;
        };
        return this.#faults === undefined ? apply() : this.#faults.meet(vendor, operation, apply);
      },
    };
  }

  /** Plans the answer of an operation's next call. */
  answerNext(id: unknown, status: unknown): void {
    const operation = findOperation(this.#vendors, id);
    const possible = operation.statuses.filter(operation.canAnswer);
    const planned = possible.find((candidate) => candidate === status);
    if (planned === undefined) {
      // Of a body that no example shows, nothing could be sent.
      const more = possible.length < operation.statuses.length ? ', with an example if it has a body' : '';
      throw invalidInput('status', `must be one that ${operation.id} documents${more}: ${possible.join(', ')}`);
    }
    this.#planned.get(operation)?.push(planned);
  }

  /** Forgets every answer that was planned. */
  forgetPlanned(): void {
    for (const statuses of this.#planned.values()) statuses.length = 0;
  }

  #answer({ vendor, operation, path, handlers, query, mediaType, header }: Call, bytes: Uint8Array): Reply {
    const planned = this.#planned.get(operation)?.shift();
    if (planned !== undefined) return { ...finish(operation, () => ({ example: planned })), verdict: 'planned' };

    const body = readBody(operation, mediaType, bytes);
    const request =
      body instanceof Violation ? body : operation.checkRequest({ path, query, header, body: body.value });
    if (request instanceof Violation) return this.#refuseInvalid(vendor, operation, request);
    const isSent = ({ in: place, name }: DeclaredParameter): boolean =>
      place === 'query' ? query.has(name) : header(name) !== undefined;
    const gap = vendor.gaps.find(
      (gap) => gap.operation === operation.id && (gap.parameter === undefined || isSent(gap.parameter)),
    );
    if (gap !== undefined) return refuse('not-implemented', gap.problem);
    return finish(operation, () => {
      const handle = handlers[operation.id];
      if (handle === undefined) throw new Error('is missing');
      return handle(request);
    });
  }

  /** Answers as documented where that means what happened; else with a marked refusal. */
  #refuseInvalid({ codeIsAbout }: Served, operation: Operation, violation: Violation): Reply {
    const answer = documentedInvalid(operation);
    const detail = describe(violation, this.#credentials);
    const isMeant = !violation.undeclared && codeIsAbout[operation.id]?.includes(violation.pointer);
    if (answer === undefined || (answer.hasCode && !isMeant)) return refuse('invalid-request', detail);
    return documented(operation, answer.status, detail);
  }
}

/** Finds the account of a request: that of its secret or, where none is needed, the only one; of several it is a gap. */
function handlersOf(
  { handlers, stateless }: Served,
  { credentials }: Operation,
  secrets: readonly SentSecret[],
): Handlers | undefined {
  const accounts = [...handlers];
  if (credentials.length === 0) return stateless?.handlers ?? (accounts.length === 1 ? accounts[0]?.[1] : {});
  return secrets
    .filter(({ secret, credential }) => !stateless || stateless.secretOf.get(credential.scheme) === secret)
    .map(({ secret, credential }) => accounts.find(([own]) => secretFor(credential, own) === secret)?.[1])
    .find((found) => found !== undefined);
}

/** Says that an answer is made of nothing but its spec. */
function markStateless(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, 'x-sandbox-stateless': 'true' } };
}

/** Lists every form in which one of a vendor's secrets may be sent, with and without its prefix. */
export function formsOfSecrets({ handlers, contract }: Served): string[] {
  const credentials = contract.operations.flatMap((operation) => operation.credentials);
  return [...handlers.keys()].flatMap((secret) => [
    secret,
    ...credentials.flatMap((credential) => {
      const formed = secretFor(credential, secret);
      const written = writeSecret(credential, formed);
      return [formed, written, written.slice(credential.prefix.length)];
    }),
  ]);
}

function refuseCredential(operation: Operation): Reply {
  const detail = howToSend(operation.credentials);
  return operation.canAnswer(401) ? documented(operation, 401, detail) : refuse('credentials', detail);
}

/** Makes a documented reply, with the reason in a header. */
function documented(operation: Operation, status: number, reason: string): Reply {
  const reply = finish(operation, () => ({ example: status }));
  const headers = { ...reply.headers, 'x-sandbox-reason': reason.replaceAll(/[^ -~]/g, '?') };
  return { ...reply, headers, verdict: 'invalid', reason };
}

function describe({ pointer, problem, undeclared }: Violation, credentials: readonly string[]): string {
  if (undeclared === undefined) return `${pointer} ${problem}`;
  const { key, declared } = undeclared;
  return `${pointer} has a key that the spec does not declare: ${showKey(key, credentials)}; it declares ${declared.join(', ') || 'none'}`;
}

function essence(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}

function readBody(
  { consumes }: Operation,
  mediaType: string | undefined,
  bytes: Uint8Array,
): { readonly value: CheckedRequest['body'] } | Violation {
  if (bytes.length === 0) return { value: undefined };
  if (consumes.length > 0 && !consumes.includes(mediaType ?? '')) {
    return new Violation('header Content-Type', `must be ${consumes.join(' or ')}`);
  }
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return new Violation('body', 'is not JSON');
  }
}
