import type { Lane } from './lane.ts';

const HEADINGS: Readonly<Record<Lane['table'], string>> = {
  runtimes: 'the suite',
  bundlers: 'bundled by',
  compilers: 'an application, with `exactOptionalPropertyTypes` and without',
};

/** Renders the lanes as the README's tables. */
export function render(lanes: readonly Lane[]): string {
  const tables = Map.groupBy(lanes, ({ table }) => table);
  return Array.from(tables, ([table, cells]) => tableOf(HEADINGS[table], cells)).join('\n');
}

function tableOf(heading: string, lanes: readonly Lane[]): string {
  const columns = [...new Set(lanes.map(({ column }) => column))];
  const rows = Map.groupBy(lanes, ({ row }) => row);
  const lines = [
    [heading, ...columns],
    ['---', ...columns.map(() => '---')],
    ...Array.from(rows, ([row, cells]) => [
      row,
      ...columns.map((wanted) => cells.find(({ column }) => column === wanted)?.cell ?? ''),
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
