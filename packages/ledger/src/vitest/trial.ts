import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readVendors } from '../documents.ts';
import { judge } from '../judge.ts';
import type { Observed, ObservedCall } from '../observe/observer.ts';

/** The end of a test. */
export interface Ended {
  /** What it proves if it passes. */
  readonly cells: string[];
  /** What its clients broke, or did not do although it says that they do. */
  readonly error: Error | undefined;
}

/** A test that runs, and what its clients did so far. */
export class Trial {
  /** The cells that the test itself says it proves. */
  readonly cells: Set<string> = new Set();
  /** Those of them that are proven only as far as they can be, and why. */
  readonly reservations: Map<string, string> = new Map();
  /** What its clients send on purpose although their specs forbid it. */
  readonly invalid: (string | RegExp)[] = [];
  readonly requests: Observed[] = [];
  readonly calls: ObservedCall[] = [];
  /** Where the processes that it started write what their clients did. */
  readonly files: string[] = [];

  /** Judges what was observed since the last time; `hasPassed` says that nothing else failed the test. */
  end(hasPassed: boolean): Ended {
    for (const file of this.files.splice(0)) this.#read(file);
    const { cells, violations, confirm } = judge({ requests: this.requests.splice(0), calls: this.calls.splice(0) });
    const error = this.#complaintOf([...violations]);
    if (hasPassed && !error) confirm();
    return { cells: [...new Set([...this.cells, ...cells])], error };
  }

  #complaintOf(told: readonly string[]): Error | undefined {
    const unexpected = told.filter((violation) => !this.invalid.some((expected) => fits(violation, expected)));
    if (unexpected.length > 0) return new Error(`A client broke the spec of its vendor:\n${unexpected.join('\n')}`);
    const missing = this.invalid.filter(
      (expected) => typeof expected === 'string' && !told.some((violation) => fits(violation, expected)),
    );
    return missing.length > 0
      ? new Error(`No client sent what the test says it does:\n${missing.join('\n')}`)
      : undefined;
  }

  #read(file: string): void {
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const { sent, settled }: { sent?: Observed; settled?: ObservedCall } = JSON.parse(line);
      if (sent) this.requests.push(sent);
      if (settled) this.calls.push(settled);
    }
    rmSync(file);
  }
}

/** The keywords that say which values a vendor takes: a client knows names and types, not these. */
const OF_VALUES = /^\S+: (request .+ (?:enum|minimum|maximum|exclusiveM\w+|minLength|maxLength|pattern|format))$/s;

/** Those of any schema: a client of a spec that is below the house rules does not know what is in a union. */
const OF_SCHEMAS = /^\S+: (request .+ (?!undeclared|missing|repeated|content-type|not-json)\S+)$/s;

function fits(violation: string, expected: string | RegExp): boolean {
  const [vendor = ''] = violation.split('.');
  const [, named] = (readVendors().get(vendor)?.isYoung ? OF_SCHEMAS : OF_VALUES).exec(violation) ?? [];
  if (named === undefined) return false;
  return typeof expected === 'string' ? named === expected : expected.test(named);
}
