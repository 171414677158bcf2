/** A Markdown table, without the columns in which nothing stands. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const filled = head.map((_, column) => rows.some((cells) => cells[column]));
  const line = (cells: readonly string[]) => {
    const shown = cells.filter((_, column) => filled[column]);
    return `| ${shown.map((cell) => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  };
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
