/** Where a package's record is, below its folder: an output of its test task. */
export const RECORD_FILE = '.ledger/record.json';

/** What the tests of a package proved, and of which sources. */
export interface Record {
  /** The hash of what was tested; one of other sources is stale. */
  readonly sources: string;
  readonly tests: readonly RecordedTest[];
}

export interface RecordedTest {
  /** Below the package's folder. */
  readonly file: string;
  readonly name: string;
  readonly outcome: string;
  readonly cells: readonly string[];
}
