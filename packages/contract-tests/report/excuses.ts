import { COLUMNS } from '@ticketbridge/ledger';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Why no test proves a cell, and where that is written. */
export interface Excuse {
  readonly reason: string;
  /** The file and the line. */
  readonly place: string;
}

/** What a file of excuses says. */
export interface Excuses {
  readonly excuses: ReadonlyMap<string, Excuse>;
  /** What is wrong with the file, with its line and what is right. */
  readonly problems: readonly string[];
}

const RIGHT = "an excuse is `- reason: WHY` with `cells: ['VENDOR: ROW | COLUMN']` below it";
const CELL = new RegExp(`^\\S+: .+ \\| (${COLUMNS.join('|')})$`);

/** Reads the reasons for cells that no test proves, by cell. What is wrong excuses nothing. */
export function parseExcuses(file: string, text: string): Excuses {
  const excuses = new Map<string, Excuse>();
  const problems: string[] = [];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const placeOf = (node: unknown) => placeAt(startOf(node));
  const isWrong = (node: unknown, what: string) => void problems.push(`${placeOf(node)}: ${what}: ${RIGHT}`);

  for (const { pos, message } of document.errors) problems.push(`${placeAt(pos[0])}: ${message}: ${RIGHT}`);
  const list = document.contents;
  if (problems.length > 0 || list === null || (isScalar(list) && list.value === null)) return { excuses, problems };
  if (!isSeq(list)) isWrong(list, 'this is no list of excuses');
  for (const entry of isSeq(list) ? list.items : []) {
    if (!isMap(entry)) {
      isWrong(entry, 'this is no excuse');
      continue;
    }
    const [reason, cells] = [entry.get('reason', true), entry.get('cells', true)];
    for (const { key } of entry.items) {
      const name = textOf(key);
      if (name !== 'reason' && name !== 'cells') isWrong(key, `an excuse has no "${name}"`);
    }
    const why = textOf(reason)?.trim() ?? '';
    if (why === '') isWrong(reason ?? entry, 'an excuse without a reason');
    if (!isSeq(cells) || cells.items.length === 0) isWrong(cells ?? entry, 'an excuse without cells');
    for (const cell of isSeq(cells) ? cells.items : []) {
      const name = textOf(cell);
      if (name === undefined || !CELL.test(name)) isWrong(cell, 'this is no cell');
      else if (excuses.has(name)) isWrong(cell, `this cell is excused at ${excuses.get(name)?.place} too`);
      else if (why !== '') excuses.set(name, { reason: why, place: placeOf(cell) });
    }
  }
  return { excuses, problems };
}

function textOf(node: unknown): string | undefined {
  const value: unknown = isScalar(node) ? node.value : undefined;
  return typeof value === 'string' ? value : undefined;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
