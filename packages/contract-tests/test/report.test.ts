import { describe, expect, test } from 'vitest';
import { buildLedger } from '../report/build.ts';
import { joinRecords } from '../report/records.ts';
import { planSections } from '../report/rows.ts';
import { hasHandlers } from './spec.ts';

const every = await planSections();
const planned = every.filter(({ title }) => title === 'listTickets');
const CELL = 'brandlovers: listTickets 200 | emission';
const passed = { file: 'a.test.ts', name: 'lists', outcome: 'passed' };

function build({
  outcomes = [] as readonly string[],
  cell = CELL,
  reservation = '',
  excuse = '',
  problems = [] as readonly string[],
}) {
  const tests = outcomes.map((outcome) => ({ ...passed, outcome }));
  const cells = new Map(tests.length > 0 ? [[cell, [...tests.keys()]]] : []);
  const reservations = new Map(reservation ? [[cell, reservation]] : []);
  const excuses = new Map(excuse ? [[cell, { reason: excuse, place: 'excuses.yaml:3' }]] : []);
  const { ledger, problems: told } = buildLedger(
    planned,
    { tests, cells, reservations, isExhaustive: true, problems },
    { excuses, problems: [] },
  );
  const row = ledger.sections[0]?.rows.find(({ name }) => name === 'listTickets 200');
  return { found: row?.cells.emission, told, ledger };
}

test('a cell that a test proves is green, and names it', () => {
  const { found, told, ledger } = build({ outcomes: ['passed'] });
  expect(found).toEqual({ state: 'green', by: [0] });
  expect(ledger.tests).toEqual([passed]);
  expect(told.filter((problem) => problem.includes(CELL))).toEqual([]);
});

test.each([
  ['that no test proves', {}, { state: 'red', why: 'no test proves it' }],
  ['of which each test failed', { outcomes: ['failed', 'failed'] }, { state: 'red', why: 'a test of it failed' }],
  ['of which a test did not run', { outcomes: ['skipped'] }, { state: 'red', why: 'a test of it did not run' }],
])('a cell %s is red, and fails the report', (_, given, expected) => {
  const { found, told } = build(given);
  expect(found).toMatchObject(expected);
  expect(told).toContain(`Red: ${CELL}: ${expected.why}`);
});

test('a cell that a failed test would have proven is green when another one proves it', () => {
  expect(build({ outcomes: ['failed', 'passed'] }).found).toEqual({ state: 'green', by: [0, 1] });
});

test('a cell is amber when it is excused by name, or proven only as far as it can be', () => {
  expect(build({ excuse: 'nobody can tell' }).found).toEqual({ state: 'amber', why: 'nobody can tell' });
  expect(build({ outcomes: ['passed'], reservation: 'it says so' }).found).toMatchObject({
    state: 'amber',
    why: 'it says so',
  });
});

test('a cell of a vendor is excused by rule where it has no handlers, and only there', () => {
  const rows = every.flatMap((section) => section.rows);
  for (const { vendor, name, excuse } of rows) {
    expect([vendor, name, excuse !== undefined]).toEqual([vendor, name, !hasHandlers(vendor)]);
  }
  const excused = planned.map((section) => ({
    ...section,
    rows: section.rows.map((row) => ({ ...row, excuse: 'no handlers' })),
  }));
  const records = { tests: [], cells: new Map(), reservations: new Map(), isExhaustive: true, problems: [] };
  expect(buildLedger(excused, records, { excuses: new Map(), problems: [] }).problems).toEqual([]);
});

test.each([
  [
    'an excuse of what is proven',
    { outcomes: ['passed'], excuse: 'late' },
    `An excuse is not needed: ${CELL} (excuses.yaml:3)`,
  ],
  [
    'an excuse of what is no cell',
    { cell: 'nothing', excuse: 'old' },
    'An excuse is not needed: nothing (excuses.yaml:3)',
  ],
  ['a proof of what is no cell', { cell: 'nothing', outcomes: ['passed'] }, 'A test proves what is no cell: nothing'],
  ['a record that is missing or stale', { problems: ['facade has no record'] }, 'facade has no record'],
])('%s fails the report', (_, given, problem) => {
  const { told, ledger } = build(given);
  expect(told).toContain(problem);
  expect(ledger.problems).toContain(problem);
});

describe('the records of all packages', () => {
  const record = { hash: 'hash', isExhaustive: true, failures: [], tests: [], cells: {}, reservations: {} };
  const facade = { name: 'packages/facade', record, hash: 'hash' };
  const failing = (...failures: readonly { file: string; name: string; error: string }[]) => ({
    ...facade,
    record: { ...record, failures },
  });

  test('have no problem when each is of what there is, and everything passed', () => {
    expect(joinRecords([facade], 0).problems).toEqual([]);
  });

  test.each([
    ['a missing one', [{ ...facade, record: undefined }], 0, 'packages/facade has no record of its tests'],
    ['one of what has changed', [{ ...facade, hash: 'other' }], 0, 'packages/facade has a stale record'],
    [
      'a failed test',
      [failing({ file: 'test/a.test.ts', name: 'a group > a test', error: 'no' })],
      0,
      'Failed: packages/facade/test/a.test.ts > a group > a test: no',
    ],
    [
      'a file that does not load',
      [failing({ file: 'test/a.test.ts', name: '', error: 'no' })],
      0,
      'Failed: packages/facade/test/a.test.ts: no',
    ],
    ['an error outside of all', [failing({ file: '', name: '', error: 'no' })], 0, 'Failed: packages/facade: no'],
    ['a test run that failed', [facade], 1, 'The test run failed with exit code 1'],
  ])('tell %s', (_, packages, status, problem) => {
    expect(joinRecords(packages, status).problems).toEqual([expect.stringContaining(problem)]);
  });
});
