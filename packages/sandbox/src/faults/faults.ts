import { invalidInput } from '../sandbox-error.ts';
import type { FaultSource, Served } from '../server/exchange.ts';
import { findOperation } from '../server/find-operation.ts';
import { isDone, type Reply } from '../server/reply.ts';
import { snapshot } from '../snapshot.ts';
import type { Operation } from '../spec/operation.ts';
import { type Fault, faultShape, isApplied } from './fault.ts';
import { garble } from './garble.ts';
import { randomSeed } from './random.ts';
import { type Turns, turnsOf } from './turns.ts';

/** A fault that was added. */
export interface AddedFault {
  readonly id: number;
  /** The seed of its random numbers; `undefined` where it has no rate. */
  readonly seed?: number;
  /** Ends it: connections that it stalls are closed, answers that it delays are sent. Further calls do nothing. */
  clear(): void;
}

/** A fault that may still meet calls, with how many it has met. */
export type ListedFault = Fault & { readonly id: number; readonly met: number };

interface Active {
  readonly id: number;
  readonly fault: Fault;
  readonly operation: Operation | undefined;
  readonly turns: Turns;
  met: number;
}

/** The faults of a sandbox, in the order in which they were added: the first that meets a call has it. */
export class Faults implements FaultSource {
  readonly #vendors: readonly Served[];
  readonly #now: () => number;
  #active: readonly Active[] = [];
  /** What ends each answer that is held up, with the fault that does. */
  readonly #held = new Map<() => void, number>();
  #last = 0;

  constructor(vendors: readonly Served[], now: () => number = () => performance.now()) {
    this.#vendors = vendors;
    this.#now = now;
  }

  /** Adds a fault from outside. */
  add(given: unknown): AddedFault {
    const fault = faultShape.read(snapshot(given, 'fault'), '');
    assertConsistent(fault);
    const operation = fault.operation === undefined ? undefined : findOperation(this.#vendors, fault.operation);
    const seed = fault.seed ?? randomSeed();
    this.#last += 1;
    const id = this.#last;
    const told = fault.rate === undefined ? fault : { ...fault, seed };
    this.#active = [...this.#active, { id, fault: told, operation, turns: turnsOf(fault, seed, this.#now), met: 0 }];
    return { id, ...(fault.rate !== undefined && { seed }), clear: () => this.#end((other) => other === id) };
  }

  list(): readonly ListedFault[] {
    return this.#active.map(({ id, fault, met }) => ({ ...fault, id, met }));
  }

  /** Ends one fault; one that has met all its calls may still hold some up. */
  clear(id: number): void {
    if (!(Number.isInteger(id) && id >= 1 && id <= this.#last)) throw invalidInput('id', 'is that of no fault');
    this.#end((other) => other === id);
  }

  clearAll(): void {
    this.#end(() => true);
  }

  meet(vendor: Served, operation: Operation, apply: () => Reply): Reply {
    const active = this.#active.find(
      (candidate) => (candidate.operation ?? operation) === operation && candidate.turns.next(),
    );
    this.#active = this.#active.filter(({ turns }) => !turns.isOver);
    if (active === undefined) return apply();
    const { id, fault } = active;
    active.met += 1;
    const answer = isApplied(fault) ? apply() : undefined;
    const garbled = garble(fault, { vendor, operation, answer, hold: (end) => this.#hold(id, end) });
    const { isAnswered = true, ...reply } = garbled;
    const facts = { id, isApplied: answer !== undefined && isDone(answer), isAnswered };
    return { ...reply, verdict: 'fault', reason: fault.kind, fault: facts };
  }

  #hold(id: number, end: () => void): () => void {
    this.#held.set(end, id);
    return () => void this.#held.delete(end);
  }

  #end(isMeant: (id: number) => boolean): void {
    this.#active = this.#active.filter(({ id }) => !isMeant(id));
    for (const [end, id] of [...this.#held]) if (isMeant(id)) end();
  }
}

/** Refuses what is said twice, or of nothing. */
function assertConsistent({ script, rate, calls, seed }: Fault): void {
  if (script?.length === 0) throw invalidInput('script', 'must not be empty');
  if (script !== undefined && (rate !== undefined || calls !== undefined)) {
    throw invalidInput('script', 'takes the place of calls and rate: give one or the other');
  }
  if (seed !== undefined && rate === undefined) throw invalidInput('seed', 'means nothing without rate');
}
