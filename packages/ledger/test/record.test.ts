import { expect, test } from 'vitest';
import { recordOf } from '../src/record.ts';

const proof = (name: string, outcome: string, ...cells: readonly string[]) => ({ file: 'a', name, outcome, cells });

test('a cell keeps every test that did not pass, and a few that did', () => {
  const passed = ['1', '2', '3', '4', '5'].map((name) => proof(name, 'passed', 'a cell'));
  const { tests, cells } = recordOf('hash', [...passed, proof('6', 'failed', 'a cell', 'another')], []);
  expect(tests.map(({ name }) => name)).toEqual(['1', '2', '3', '6']);
  expect(cells).toEqual({ 'a cell': [0, 1, 2, 3], another: [3] });
});
