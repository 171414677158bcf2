import { type Column, formatCell } from './cell.ts';
import { readVendors } from './documents.ts';
import type { Exchange } from './exchange.ts';
import type { Observed, ObservedAnswer, ObservedCall } from './observe/observer.ts';
import { createProof, type Proof, type Sent } from './rows/proof.ts';
import type { Row } from './rows/row.ts';
import { undeclaredHeaders } from './sent-headers.ts';
import type { Operation, Spec } from './spec.ts';
import { createValidator, readPath, type Validator } from './validator.ts';

/** What the clients of one test did. */
export interface Observation {
  readonly requests: readonly Observed[];
  readonly calls: readonly ObservedCall[];
}

/** Where that breaks the specs, and which cells it proves. */
export interface Verdict {
  readonly violations: ReadonlySet<string>;
  readonly cells: ReadonlySet<string>;
  /** Called once the test has passed: what enough tests have proven is not looked for again. */
  readonly confirm: () => void;
}

/** Judges by the specs what clients sent and how their calls ended. */
export function judge({ requests, calls }: Observation): Verdict {
  const violations = new Set<string>();
  const cells = new Set<string>();
  const prove = (rows: readonly Row[], ...columns: readonly Column[]) => {
    for (const { vendor, name: row, greys } of rows) {
      for (const column of columns) if (!(column in greys)) cells.add(formatCell({ vendor, row, column }));
    }
  };
  for (const request of new Set([...requests, ...calls.flatMap((call) => call.requests)])) {
    const court = courtOf(request.vendor);
    if (court) judgeRequest(court, request, violations, prove);
  }
  for (const call of calls) {
    const court = courtOf(call.requests[0]?.vendor);
    if (court) judgeCall(court, call, violations, prove);
  }
  const confirmations = [...courts.values()].flatMap(({ emission, absorption, sandbox }) =>
    [emission, absorption, sandbox].map((proof) => proof.end()),
  );
  return { violations, cells, confirm: () => confirmations.forEach((confirm) => void confirm()) };
}

type Prove = (rows: readonly Row[], ...columns: readonly Column[]) => void;

/** What judges the clients of one vendor. */
interface Court {
  readonly spec: Spec;
  readonly validator: Validator;
  /** What a request shows, whoever answers it. */
  readonly emission: Proof;
  /** What an answer shows that a call of a client took. */
  readonly absorption: Proof;
  /** What an exchange with a sandbox shows. */
  readonly sandbox: Proof;
}

const courts = new Map<string, Court>();

function courtOf(vendor = ''): Court | undefined {
  const spec = readVendors().get(vendor)?.spec;
  if (!spec) return undefined;
  const court = courts.get(vendor) ?? {
    spec,
    validator: createValidator(spec),
    emission: createProof(spec),
    absorption: createProof(spec),
    sandbox: createProof(spec),
  };
  courts.set(vendor, court);
  return court;
}

function judgeRequest(court: Court, request: Observed, violations: Set<string>, prove: Prove): void {
  const { spec, validator, emission, sandbox } = court;
  const sent = sentTo(spec, request);
  const { operation: id, violations: ofSpec } = validator.request(sent);
  const operation = spec.operations.find((candidate) => candidate.id === id);
  const broken = operation ? [...ofSpec, ...undeclaredHeaders(operation, sent.headers, request.added)] : ofSpec;
  for (const violation of broken) violations.add(`${spec.name}.${id ?? request.method}: ${violation}`);
  if (!operation) return;
  const { answer, isSandbox } = request;
  if (broken.length > 0) {
    if (!answer || !isSandbox || answer.status < 400 || answer.status >= 500) return;
    prove(sandbox.refused(operation, broken), 'server', 'end-to-end');
    prove(answerRows(court, sandbox, operation, answer), 'server', 'end-to-end');
    return;
  }
  const read = readerOf(operation, sent);
  const body = request.body === null ? undefined : JSON.parse(request.body);
  prove(emission.request(operation, read, body), 'emission');
  if (!answer || !isDocumented(court, operation, answer)) return;
  prove(answerRows(court, emission, operation, answer), 'emission');
  if (!isSandbox) return;
  prove(sandbox.request(operation, read, body), 'server', 'end-to-end');
  prove(answerRows(court, sandbox, operation, answer), 'server', 'end-to-end');
}

/** The rows that an answer shows; none where it is not what the spec says. */
function answerRows(court: Court, proof: Proof, operation: Operation, answer: ObservedAnswer): readonly Row[] {
  if (!isDocumented(court, operation, answer)) return [];
  const isJson = operation.answers.get(answer.status)?.schema !== undefined;
  return proof.answer(operation, answer.status, isJson ? JSON.parse(answer.body) : undefined);
}

const documented = new WeakMap<ObservedAnswer, boolean>();

function isDocumented({ validator }: Court, operation: Operation, answer: ObservedAnswer): boolean {
  const { status, headers, body } = answer;
  const known =
    documented.get(answer) ??
    validator.response(operation.id, { status, headers: new Headers(headers), body }).length === 0;
  documented.set(answer, known);
  return known;
}

/** The kinds of an error that say nothing of the answer: the caller or the time ended the call. */
const ENDED_EARLY = ['aborted', 'timeout'];

/** Whatever a server answers: only our own error is thrown, a refusal never resolves, a success without body never throws. */
function judgeCall(
  court: Court,
  { operation: id, requests, error }: ObservedCall,
  violations: Set<string>,
  prove: Prove,
): void {
  const { spec } = court;
  const told = (what: string) => violations.add(`${spec.name}.${id}: ${what}`);
  if (error && !error.isOurs) told('call threw what is no TicketbridgeError');
  const answer = requests.at(-1)?.answer;
  const operation = spec.operations.find((candidate) => candidate.id === id);
  if (!answer || !operation) return;
  const isSuccess = answer.status >= 200 && answer.status < 300;
  const said = operation.answers.get(answer.status);
  if (!isSuccess && !error) told(`call resolved after a ${answer.status}`);
  const isEarly = error !== undefined && ENDED_EARLY.includes(error.kind);
  if (isSuccess && said && said.schema === undefined && error && !isEarly) {
    told(`call threw ${error.kind} after a ${answer.status} that has no body to be wrong`);
  }
  if (isSuccess !== Boolean(error)) prove(answerRows(court, court.absorption, operation, answer), 'absorption');
}

/** The request as it would go to the vendor: what a client was told to call stands for the server of the spec. */
function sentTo({ server }: Spec, { method, url, baseUrl, headers, body }: Observed): Omit<Exchange, 'response'> {
  const base = baseUrl.replace(/\/$/, '');
  const target = url.startsWith(base) ? `${server.replace(/\/$/, '')}${url.slice(base.length)}` : url;
  return { method, url: target, headers: new Headers(headers), body: body ?? undefined };
}

function readerOf(operation: Operation, { url, headers }: Omit<Exchange, 'response'>): Sent {
  const { pathname, searchParams } = new URL(url);
  const path = readPath(operation, pathname);
  return (place, name) => {
    if (place === 'path') return path.get(name);
    return (place === 'query' ? searchParams.get(name) : headers.get(name)) ?? undefined;
  };
}
