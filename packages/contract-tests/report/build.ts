import { COLUMNS, type Column, formatCell } from '@ticketbridge/ledger';
import type { Excuses } from './excuses.ts';
import type { Counts, Ledger, LedgerCell, LedgerRow, Section, State, Test } from './ledger.ts';
import type { Records } from './records.ts';
import type { PlannedRow, PlannedSection } from './rows.ts';

/** A ledger, and whatever fails its report: its problems and its red cells. */
export interface Built {
  readonly ledger: Ledger;
  readonly problems: readonly string[];
}

/** Fills the cells of the planned rows with what tests proved. */
export function buildLedger(
  planned: readonly PlannedSection[],
  { tests, cells, reservations, isExhaustive, problems }: Records,
  { excuses, problems: wrongExcuses }: Excuses,
): Built {
  const named = new Map<number, number>();
  const nameTest = (place: number): number => {
    const known = named.get(place) ?? named.size;
    named.set(place, known);
    return known;
  };
  const excused = new Set<string>();

  const fill = (row: PlannedRow, column: Column): LedgerCell => {
    const grey = row.greys[column];
    if (grey !== undefined) return { state: 'grey', why: grey };
    const cell = formatCell({ vendor: row.vendor, row: row.name, column });
    const places = cells.get(cell) ?? [];
    const by = places.map(nameTest);
    // Whatever else is said of it, a test that failed is a problem of the whole report.
    const isProven = places.some((place) => tests[place]?.outcome === 'passed');
    if (places.length > 0 && !isProven) {
      return { state: 'red', why: `a test of it ${outcomeOf(tests[places[0] ?? -1])}`, by };
    }
    const reservation = reservations.get(cell);
    if (isProven) return reservation ? { state: 'amber', why: reservation, by } : { state: 'green', by };
    const known = row.excuse ?? (isExhaustive ? undefined : row.sampled);
    if (known !== undefined) return { state: 'amber', why: known };
    const excuse = excuses.get(cell);
    if (excuse === undefined) return { state: 'red', why: 'no test proves it' };
    excused.add(cell);
    return { state: 'amber', why: excuse.reason };
  };

  const sections: Section[] = planned.map(({ rows, ...section }) => ({
    ...section,
    rows: rows.map((row): LedgerRow => {
      const { name, group, label } = row;
      return { name, group, label, cells: forEach((column) => fill(row, column)) };
    }),
  }));
  const all = planned.flatMap(({ rows }) => rows);
  const known = new Set(
    all.flatMap(({ vendor, name: row }) => COLUMNS.map((column) => formatCell({ vendor, row, column }))),
  );
  const red = sections.flatMap(({ vendor, rows }) =>
    rows.flatMap(({ name: row, cells }) =>
      COLUMNS.filter((column) => cells[column].state === 'red').map(
        (column) => `${formatCell({ vendor, row, column })}: ${cells[column].why}`,
      ),
    ),
  );
  const others = [
    ...problems,
    ...[...cells.keys()].filter((cell) => !known.has(cell)).map((cell) => `A test proves what is no cell: ${cell}`),
    ...wrongExcuses,
    ...[...excuses]
      .filter(([cell]) => !excused.has(cell))
      .map(([cell, { place }]) => `An excuse is not needed: ${cell} (${place})`),
  ];
  return {
    ledger: {
      columns: COLUMNS,
      problems: others,
      summary: summarise(planned, sections),
      sections,
      tests: [...named.keys()].map((place): Test => tests[place] ?? { file: '', name: '', outcome: '' }),
    },
    problems: [...others, ...red.map((cell) => `Red: ${cell}`)],
  };
}

function outcomeOf(test: Test | undefined): string {
  return test?.outcome === 'failed' ? 'failed' : 'did not run';
}

function summarise(planned: readonly PlannedSection[], sections: readonly Section[]): Ledger['summary'] {
  const rows = sections.flatMap((section) => section.rows);
  const pairs = planned.flatMap((section, index) =>
    section.rows.flatMap(({ isPair }, place) => (isPair ? [sections[index]?.rows[place]] : [])),
  );
  const count = (of: readonly (LedgerRow | undefined)[], state: State): Counts =>
    forEach((column) => of.filter((row) => row?.cells[column].state === state).length);
  return {
    pairs: { total: pairs.length, proven: count(pairs, 'green') },
    states: {
      green: count(rows, 'green'),
      amber: count(rows, 'amber'),
      red: count(rows, 'red'),
      grey: count(rows, 'grey'),
    },
  };
}

function forEach<T>(make: (column: Column) => T): Readonly<Record<Column, T>> {
  return {
    emission: make('emission'),
    absorption: make('absorption'),
    server: make('server'),
    'end-to-end': make('end-to-end'),
  };
}
