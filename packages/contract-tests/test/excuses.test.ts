import { expect, test } from 'vitest';
import { parseExcuses } from '../report/excuses.ts';

const CELL = 'brandlovers: listTickets 200 | emission';
const RIGHT = "an excuse is `- reason: WHY` with `cells: ['VENDOR: ROW | COLUMN']` below it";

test('an excuse has a reason for each of its cells', () => {
  const { excuses, problems } = parseExcuses(
    'a.yaml',
    `# why\n- reason: >-\n    Nobody\n    can.\n  cells:\n    - '${CELL}'\n`,
  );
  expect(problems).toEqual([]);
  expect([...excuses]).toEqual([[CELL, { reason: 'Nobody can.', place: 'a.yaml:6' }]]);
});

test.each(['', '# none', '[]'])('a file may have no excuses: %j', (text) => {
  expect(parseExcuses('a.yaml', text)).toEqual({ excuses: new Map(), problems: [] });
});

test.each([
  ['no reason', `- cells: ['${CELL}']`, 1, 'an excuse without a reason'],
  ['an empty reason', `- reason: ''\n  cells: ['${CELL}']`, 1, 'an excuse without a reason'],
  ['a blank reason', `- reason: '  '\n  cells: ['${CELL}']`, 1, 'an excuse without a reason'],
  ['a reason that is no text', `- reason: [a]\n  cells: ['${CELL}']`, 1, 'an excuse without a reason'],
  ['no cells', '\n- reason: a', 2, 'an excuse without cells'],
  ['empty cells', '- reason: a\n  cells: []', 2, 'an excuse without cells'],
  ['null for cells', '- reason: a\n  cells:', 2, 'an excuse without cells'],
  ['one text for cells', `- reason: a\n  cells: '${CELL}'`, 2, 'an excuse without cells'],
  ['a cell that is none', "- reason: a\n  cells:\n    - 'listTickets 200'", 3, 'this is no cell'],
  ['a column that is none', "- reason: a\n  cells:\n    - 'a: b | c'", 3, 'this is no cell'],
  ['a cell that is no text', '- reason: a\n  cells:\n    - 1', 3, 'this is no cell'],
  [
    'a cell twice',
    `- reason: a\n  cells:\n    - '${CELL}'\n    - '${CELL}'`,
    4,
    'this cell is excused at a.yaml:3 too',
  ],
  ['an unknown key', `- reason: a\n  cells: ['${CELL}']\n  because: b`, 3, 'an excuse has no "because"'],
  ['an entry that is none', '- reason', 1, 'this is no excuse'],
  ['a null entry', '-', 1, 'this is no excuse'],
  ['what is no list', `reason: a\ncells: ['${CELL}']`, 1, 'this is no list of excuses'],
  ['what is no YAML', `- reason: 'a\n  cells: [`, 2, 'Missing closing'],
])('%s is told with file, line and what is right', (_, text, line, what) => {
  const { problems } = parseExcuses('a.yaml', text);
  expect(problems).toEqual([expect.stringContaining(`a.yaml:${line}: ${what}`)]);
  expect(problems[0]).toContain(RIGHT);
});
