import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hashSources, RECORD_FILE, type Record, recordedPackages } from '@ticketbridge/ledger';
import type { Test } from './ledger.ts';

/** What the tests of every package proved, in one. */
export interface Records {
  readonly tests: readonly Test[];
  /** The places in `tests`, by cell. */
  readonly cells: ReadonlyMap<string, readonly number[]>;
  readonly reservations: ReadonlyMap<string, string>;
  /** Whether every case was tried of which an ordinary run samples. */
  readonly isExhaustive: boolean;
  /** Packages without a record, or with one of other sources. */
  readonly problems: readonly string[];
}

/** Reads the records of the packages whose tests are recorded. */
export async function readRecords(root: string): Promise<Records> {
  const tests: Test[] = [];
  const cells = new Map<string, number[]>();
  const reservations = new Map<string, string>();
  const problems: string[] = [];
  let isExhaustive = true;
  for (const folder of await recordedPackages()) {
    const name = relative(root, folder);
    const record = await readRecord(folder);
    if (!record) {
      problems.push(`${name} has no record of its tests: its test task did not end.`);
      continue;
    }
    if (record.sources !== (await hashSources(folder))) {
      problems.push(`${name} has a stale record: its sources have changed since its tests ran.`);
      continue;
    }
    isExhaustive &&= record.isExhaustive;
    const first = tests.length;
    tests.push(...record.tests.map((test) => ({ ...test, file: `${name}/${test.file}` })));
    for (const [cell, places] of Object.entries(record.cells)) {
      cells.set(cell, [...(cells.get(cell) ?? []), ...places.map((place) => first + place)]);
    }
    for (const [cell, why] of Object.entries(record.reservations)) reservations.set(cell, why);
  }
  return { tests, cells, reservations, isExhaustive, problems };
}

async function readRecord(folder: string): Promise<Record | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}
