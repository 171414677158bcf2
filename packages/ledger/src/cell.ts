/** The four ways in which a promise of a spec is tried. */
export const COLUMNS = ['emission', 'absorption', 'server', 'end-to-end'] as const;

export type Column = (typeof COLUMNS)[number];

/** One promise of a vendor's spec, tried in one way. */
export interface Cell {
  readonly vendor: string;
  /** A row of `rowsOf`, such as `listTickets 400`. */
  readonly row: string;
  readonly column: Column;
}

/** Writes a cell as one line. */
export function formatCell({ vendor, row, column }: Cell): string {
  return `${vendor}: ${row} | ${column}`;
}
