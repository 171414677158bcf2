import { readVendors } from './documents.ts';
import { type Row, rowsOf } from './rows/rows.ts';

const found = new Map<string, ReadonlyMap<string, Row>>();

/** Gives the rows of a vendor of `specs/` by their names; `undefined` for another vendor. */
export function findRows(vendor: string): ReadonlyMap<string, Row> | undefined {
  const spec = readVendors().get(vendor)?.spec;
  if (!spec) return undefined;
  const rows = found.get(vendor) ?? new Map(rowsOf(spec).map((row) => [row.name, row]));
  found.set(vendor, rows);
  return rows;
}
