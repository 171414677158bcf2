import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';

/** Lays rows out as the lines of a table, headed by the keys of the first. */
export function tableLines(rows: readonly Readonly<Record<string, string | number | undefined>>[]): readonly string[] {
  const cells = [
    Object.keys(rows[0] ?? {}),
    ...rows.map((row) => Object.values(row).map((cell) => String(cell ?? ''))),
  ];
  return markdownTable(cells, { stringLength: stringWidth }).split('\n');
}

/** Shortens a text to one line. */
export function excerpt(text = ''): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
