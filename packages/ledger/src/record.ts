/** Where a package's record is, below its folder: an output of its test task. */
export const RECORD_FILE = '.ledger/record.json';

/** What the tests of a package proved, and of what they ran on. */
export interface Record {
  /** Turbo's hash of the test task, of everything that it runs on; a record with another one is stale. */
  readonly hash: string;
  /** Whether every case was tried of which an ordinary run samples. */
  readonly isExhaustive: boolean;
  /** What did not pass, whether or not it would have proven a cell. */
  readonly failures: readonly Failure[];
  readonly tests: readonly RecordedTest[];
  /** The tests that prove each cell, as places in `tests`: all that did not pass, and a few of the others. */
  readonly cells: Readonly<{ [cell: string]: readonly number[] }>;
  /** Why a cell is proven only as far as it can be. */
  readonly reservations: Readonly<{ [cell: string]: string }>;
}

export interface RecordedTest {
  /** Below the package's folder. */
  readonly file: string;
  readonly name: string;
  /** `passed`, `failed`, `skipped` or `pending`. */
  readonly outcome: string;
}

/** A test, a file or a hook that did not pass. */
export interface Failure {
  /** Below the package's folder; empty for an error that belongs to no file. */
  readonly file: string;
  /** Of the test, or of the group whose hook it is; empty for the file itself. */
  readonly name: string;
  /** The first line of what was thrown. */
  readonly error: string;
}

/** A test, and the cells that it proves if it passed. */
export interface Proof extends RecordedTest {
  readonly cells: readonly string[];
  readonly reservations?: Readonly<{ [cell: string]: string }>;
}

/** How many tests that passed are kept for a cell: enough to read, and a small file. */
const KEPT = 3;

/** Makes the record of what tests proved. */
export function recordOf(hash: string, proofs: readonly Proof[], failures: readonly Failure[]): Record {
  const tests: RecordedTest[] = [];
  const cells: { [cell: string]: number[] } = {};
  for (const { file, name, outcome, cells: proven } of proofs) {
    const added = proven.filter((cell) => outcome !== 'passed' || (cells[cell]?.length ?? 0) < KEPT);
    if (added.length === 0) continue;
    for (const cell of added) {
      cells[cell] ??= [];
      cells[cell].push(tests.length);
    }
    tests.push({ file, name, outcome });
  }
  const isExhaustive = Boolean(process.env.EXHAUSTIVE);
  return {
    hash,
    isExhaustive,
    failures,
    tests,
    cells,
    reservations: Object.assign({}, ...proofs.map(({ reservations }) => reservations)),
  };
}
