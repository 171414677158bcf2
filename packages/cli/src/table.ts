import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';
import { shorten, visible } from './visible.ts';

/** The columns that a cell takes at most: an error's message has room. */
const CELL_COLUMNS = 160;

/** A row of a table; its keys are the heads of the columns. */
export type Row = Readonly<Record<string, string | number | undefined>>;

/** Lays rows out as the lines of a table, headed by the keys of the first; a cell has at most 160 columns. */
export function tableLines(rows: readonly Row[]): readonly string[] {
  const cells = [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)];
  const shown = cells.map((row) => row.map((cell) => shorten(inCell(String(cell ?? '')), CELL_COLUMNS)));
  return markdownTable(shown, { stringLength: stringWidth }).split('\n');
}

/** Makes a text harmless in a cell: a bar of its own would look like the end of it. */
function inCell(text: string): string {
  return visible(text).replaceAll('|', String.raw`\u007c`);
}
