import { type Cell, COLUMNS, formatCell } from './cell.ts';
import { findRows } from './find-rows.ts';

/** Takes what the running test says. It is there while Vitest runs tests, put there by the setup file. */
export interface Recorder {
  prove(cell: string, reservation: string | undefined): void;
  expectInvalid(violations: readonly (string | RegExp)[]): void;
}

declare global {
  var ticketbridgeLedger: Recorder | undefined;
}

/** Sets what takes the cells. On the global object, since a test run may hold this module twice. */
export function setRecorder(recorder: Recorder): void {
  globalThis.ticketbridgeLedger = recorder;
}

/**
 * Says that the running test proves a cell. The cell is proven when the test passes; outside of Vitest, nothing happens.
 *
 * @param reservation why it is proven only as far as it can be, which makes the cell amber
 * @throws Error for a row that the vendor's spec does not have, or a column that cannot apply to it
 */
export function proves(cell: Cell, reservation?: string): void {
  if (!COLUMNS.includes(cell.column)) throw new Error(`There is no column "${cell.column}": ${COLUMNS.join(', ')}`);
  const row = findRows(cell.vendor)?.get(cell.row);
  const isOfCode = /^(mapping|switch) /.test(cell.row);
  if (!row && !isOfCode) throw new Error(`The ledger has no row for ${formatCell(cell)}`);
  const grey = row?.greys[cell.column];
  if (grey !== undefined) throw new Error(`${formatCell(cell)} cannot apply: ${grey}`);
  globalThis.ticketbridgeLedger?.prove(formatCell(cell), reservation);
}

/**
 * Says that the running test has a client send a value that its spec does not allow, which is left to the vendor to refuse:
 * `request query/limit minimum`. Any other violation of a client fails the test, and so does one of these that does not
 * occur; a pattern may occur.
 */
export function sendsInvalid(...violations: readonly (string | RegExp)[]): void {
  globalThis.ticketbridgeLedger?.expectInvalid(violations);
}
