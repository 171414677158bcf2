import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Failure, RECORD_FILE, type Record, recordedPackages } from '@ticketbridge/ledger';
import type { Test } from './ledger.ts';
import { readTestTasks } from './turbo.ts';

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
  /** The hash of its test task, which its record has unless it is stale. */
  readonly hash: string | undefined;
}

/** Reads the records of the packages whose tests are recorded. `status` is how the test run exited. */
export async function readRecords(root: string, status: number): Promise<Records> {
  const [folders, tasks] = await Promise.all([recordedPackages(), readTestTasks(root)]);
  return joinRecords(
    await Promise.all(
      folders.map(async (folder) => ({
        name: relative(root, folder),
        record: await readRecord(folder),
        hash: tasks.get(relative(root, folder))?.hash,
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
  for (const { name, record, hash } of packages) {
    if (!record) {
      problems.push(`${name} has no record of its tests: its test task did not end.`);
      continue;
    }
    if (record.hash !== hash) {
      problems.push(`${name} has a stale record: something that its tests run on has changed since.`);
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
