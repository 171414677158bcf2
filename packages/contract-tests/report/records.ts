import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Failure, hashSources, RECORD_FILE, type Record, recordedPackages } from '@ticketbridge/ledger';
import type { Test } from './ledger.ts';

/** What the tests of every package proved, in one. */
export interface Records {
  readonly tests: readonly Test[];
  /** The places in `tests`, by cell. */
  readonly cells: ReadonlyMap<string, readonly number[]>;
  readonly reservations: ReadonlyMap<string, string>;
  /** Whether every case was tried of which an ordinary run samples. */
  readonly isExhaustive: boolean;
  /** Packages without a record, or with one of other sources; and what did not pass. */
  readonly problems: readonly string[];
}

/** A package whose tests are recorded. */
export interface Recorded {
  /** Its folder, below the root. */
  readonly name: string;
  readonly record: Record | undefined;
  /** The hash that its record has unless it is stale. */
  readonly sources: string;
}

/** Reads the records of the packages whose tests are recorded. `status` is how the test run exited. */
export async function readRecords(root: string, status: number): Promise<Records> {
  const folders = await recordedPackages();
  return joinRecords(
    await Promise.all(
      folders.map(async (folder) => ({
        name: relative(root, folder),
        record: await readRecord(folder),
        sources: await hashSources(folder),
      })),
    ),
    status,
  );
}

/** Makes one of the records of all packages. */
export function joinRecords(packages: readonly Recorded[], status: number): Records {
  const tests: Test[] = [];
  const cells = new Map<string, number[]>();
  const reservations = new Map<string, string>();
  const problems = status === 0 ? [] : [`The test run failed with exit code ${status}: its output names the tasks.`];
  let isExhaustive = true;
  for (const { name, record, sources } of packages) {
    if (!record) {
      problems.push(`${name} has no record of its tests: its test task did not end.`);
      continue;
    }
    if (record.sources !== sources) {
      problems.push(`${name} has a stale record: its sources have changed since its tests ran.`);
      continue;
    }
    isExhaustive &&= record.isExhaustive;
    for (const failure of record.failures) problems.push(`Failed: ${name}${tellFailure(failure)}`);
    const first = tests.length;
    tests.push(...record.tests.map((test) => ({ ...test, file: `${name}/${test.file}` })));
    for (const [cell, places] of Object.entries(record.cells)) {
      cells.set(cell, [...(cells.get(cell) ?? []), ...places.map((place) => first + place)]);
    }
    for (const [cell, why] of Object.entries(record.reservations)) reservations.set(cell, why);
  }
  return { tests, cells, reservations, isExhaustive, problems };
}

function tellFailure({ file, name, error }: Failure): string {
  return `${file && `/${file}`}${name && ` > ${name}`}: ${error}`;
}

async function readRecord(folder: string): Promise<Record | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}
