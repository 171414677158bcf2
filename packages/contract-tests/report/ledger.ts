import type { Column } from '@ticketbridge/ledger';

/** The whole ledger, as it is written for people and programs. */
export interface Ledger {
  readonly columns: readonly Column[];
  /** What fails the report beside red cells. */
  readonly problems: readonly string[];
  readonly summary: Summary;
  readonly sections: readonly Section[];
  /** The tests that cells name. */
  readonly tests: readonly Test[];
}

/** The ledger as it is in `reports/contract.json`. */
export interface WrittenLedger extends Ledger {
  /** The commit that the tests ran on, with `-dirty` behind it if something in it had been changed. */
  readonly commit: string;
}

export interface Summary {
  /** The documented pairs of an operation and a status, and how many of them are green in each column. */
  readonly pairs: { readonly total: number; readonly proven: Counts };
  readonly states: Readonly<Record<State, Counts>>;
}

export type Counts = Readonly<Record<Column, number>>;
export type State = 'green' | 'amber' | 'red' | 'grey';

/** The rows of an operation, or what else a vendor has. */
export interface Section {
  readonly vendor: string;
  readonly title: string;
  /** The method and path of an operation. */
  readonly subtitle: string;
  readonly rows: readonly LedgerRow[];
}

export interface LedgerRow {
  /** What the row is of, for grouping: `statuses`, `query/limit`, `request`, `200`. */
  readonly group: string;
  /** Its name in the grammar of the ledger. */
  readonly name: string;
  /** Its name below the group's. */
  readonly label: string;
  readonly cells: Readonly<Record<Column, LedgerCell>>;
}

export interface LedgerCell {
  readonly state: State;
  /** Why it is not green. */
  readonly why?: string;
  /** The tests that prove it, as places in `tests`. */
  readonly by?: readonly number[];
}

export interface Test {
  readonly file: string;
  readonly name: string;
  readonly outcome: string;
}
