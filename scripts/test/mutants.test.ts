import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allMutants, chooseByName, findMisfits } from '../src/mutants/all.ts';
import { editYaml } from '../src/mutants/edit.ts';
import { judge, rememberFindings, type Verdict } from '../src/mutants/judge.ts';
import { type Mutant, type SourceMutant, sourceMutants } from '../src/mutants/mutant.ts';
import { OPERATORS } from '../src/mutants/operators.ts';
import { readOptions } from '../src/mutants/options.ts';
import { type Finding, loadingOf, type Probe } from '../src/mutants/probes.ts';
import { areAllKilled } from '../src/mutants/report.ts';
import { sample } from '../src/mutants/sample.ts';
import type { Slot } from '../src/mutants/slot.ts';
import { operatorOf, specMutants } from '../src/mutants/spec.ts';
import { run } from '../src/release/run.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILE = 'packages/adder/src/index.ts';
const CODE = 'export const add = (a: number, b: number): number => a + b;\nexport const other = 1;\n';
const { signal } = new AbortController();

async function openSlot(): Promise<Slot> {
  const root = await mkdtemp(join(tmpdir(), 'mutants-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, dirname(FILE)), { recursive: true });
  await writeFile(join(root, FILE), CODE);
  await run('git', ['init', '--quiet'], { cwd: root });
  await run('git', ['add', '--all'], { cwd: root });
  return { root, signal };
}

function mutantWith(from: string, to: string): Mutant {
  const table: Record<string, SourceMutant> = { one: { says: 'it is wrong', file: FILE, from, to, noticedBy: [] } };
  const [mutant] = sourceMutants('client', table);
  return mutant ?? expect.fail('no mutant');
}

/** Notices a text of the code, as a test would that fails with it. */
function noticing(text: string): Probe {
  const finding: Finding = { by: 'test', where: 'adder.test.ts', what: `adds, unless it says ${text}` };
  return {
    key: `noticing ${text}`,
    seesGenerated: true,
    find: async ({ root }) => ((await readFile(join(root, FILE), 'utf8')).includes(text) ? [finding] : []),
  };
}

/** Fails the first so many times, as a test does that a slow machine lets run into its timeout. */
function failing(times: number): Probe {
  let runs = 0;
  const probe: Probe = {
    key: `failing ${times}`,
    seesGenerated: true,
    find: async ({ root }) => {
      if (!(await readFile(join(root, FILE), 'utf8')).includes('a - b')) return [];
      runs += 1;
      return runs > times ? [] : [{ by: 'test', where: 'slow.test.ts', what: 'ends in time', again: probe }];
    },
  };
  return probe;
}

describe('a mutant', () => {
  test.each<[string, Probe[], string]>([
    ['survives a failure that is not there again', [failing(1)], 'survived'],
    ['is killed by one that is', [failing(2)], 'killed'],
    ['is killed by what is noticed after a failure by chance', [failing(1), noticing('a - b')], 'killed'],
  ])('%s', async (_, chance, outcome) => {
    const judged = await judge(await openSlot(), mutantWith('a + b', 'a - b'), chance, rememberFindings());
    expect(judged.outcome).toBe(outcome);
  });

  const probes = [loadingOf('packages/adder'), noticing('export'), noticing('a - b')];
  const killed: Verdict = {
    outcome: 'killed',
    by: 'test',
    where: 'adder.test.ts',
    what: 'adds, unless it says a - b',
  };

  test.each<[string, Mutant, unknown, boolean]>([
    ['is killed by the test that fails with it, and not without it', mutantWith('a + b', 'a - b'), killed, true],
    ['survives when nothing notices it', mutantWith('other = 1', 'other = 2'), { outcome: 'survived' }, false],
    [
      'is no kill when the code does not even load',
      mutantWith('a + b', 'a +'),
      { outcome: 'error', why: expect.stringContaining('it does not even load') },
      false,
    ],
  ])('%s', async (_, mutant, verdict, isProof) => {
    const slot = await openSlot();
    const judged = await judge(slot, mutant, probes, rememberFindings());
    expect(judged).toEqual(verdict);
    expect(areAllKilled([{ mutant, verdict: judged, duration: 0 }])).toBe(isProof);
    expect(await readFile(join(slot.root, FILE), 'utf8')).toBe(CODE);
  });

  test.each([
    ['is gone', 'a * b', 'has this text 0 times, not once:\na * b'],
    ['stands there twice', 'export', 'has this text 2 times, not once:\nexport'],
  ])('is named with its file when its text %s', async (_, from, told) => {
    const { root } = await openSlot();
    expect(await findMisfits(root, [mutantWith(from, '')])).toEqual([`client/one: ${FILE} ${told}`]);
  });
});

describe('the tables of the repository', () => {
  test('fit it: each text stands in its file once, each test is there', async () => {
    expect((await allMutants(ROOT)).length).toBeGreaterThan(100);
  });

  test('name no file whose change would leave this test as it was', async () => {
    const { tasks } = JSON.parse(await readFile(join(ROOT, 'turbo.json'), 'utf8'));
    const inputs: readonly string[] = tasks['@ticketbridge/scripts#test'].inputs;
    const globs = inputs.map((input) => input.replace('$TURBO_ROOT$/', ''));
    const named = (await allMutants(ROOT)).flatMap(({ file, noticedBy }) => [file, ...noticedBy]);
    const unseen = new Set(named).difference(
      new Set(named.filter((file) => globs.some((it) => matchesGlob(file, it)))),
    );
    expect([...unseen]).toEqual([]);
  });
});

describe('the arguments of the command', () => {
  test.each([
    [['--seed', 'abc'], '--seed takes a whole number, such as 7, not "abc"'],
    [['--seed', ''], '--seed takes a whole number, such as 7, not ""'],
    [['--seed=-1'], '--seed takes a whole number, such as 7, not "-1"'],
    [['--seed', '1.5'], '--seed takes a whole number, such as 7, not "1.5"'],
    [['--seed', '9007199254740993'], '--seed takes a whole number, such as 7, not "9007199254740993"'],
    [['--seed', '1', '--all'], '--seed is of a sample'],
    [['--seed', '1', '--only', 'x'], '--seed is of a sample'],
    [['--only', ''], '--only takes a part of the name'],
    [['--report', ''], '--report takes the path of a file'],
    [['--list', '--report', 'x.json'], '--list tries nothing'],
    [['--al'], "Unknown option '--al'"],
    [['client'], 'Unexpected argument'],
  ])('%j are refused', (args, told) => {
    expect(() => readOptions(args)).toThrow(told);
  });

  test('name a text of which there is no mutant, also beside one of which there is', () => {
    const known = [mutantWith('a + b', 'a - b')];
    expect(chooseByName(known, ['one'])).toEqual(known);
    expect(() => chooseByName(known, ['one', 'two'])).toThrow('There is no mutant two:');
  });
});

test('no mutant at all proves nothing', () => {
  expect(areAllKilled([])).toBe(false);
});

describe('the operators of specs', () => {
  const file = 'specs/notes/openapi.yaml';
  const text = `openapi: 3.1.0
x-request-content-type: application/json
x-error-code-keys: [error, errors]
servers:
  - url: https://notes.test/v1
  - url: https://sandbox.notes.test/v1
security:
  - key: []
# kept
paths:
  /notes/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
    get:
      operationId: listNotes
      x-paging: { kind: offset, offset: start, limit: max, items: /notes }
      parameters:
        - { name: start, in: query, schema: { type: integer, minimum: 0, default: 0 } }
        - { name: max, in: query, schema: { type: [integer, 'null'] } }
      responses:
        '200':
          content: { application/json: { schema: { $ref: '#/components/schemas/Notes' } } }
        '403': { x-error-kind: forbidden }
    put:
      operationId: setNotes
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Notes' } } }
      responses:
        '204': { description: Done. }
        '403': { x-error-kind: throttled, x-repeatable: true }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: k }
  schemas:
    Notes:
      type: object
      required: [notes]
      properties:
        notes: { type: array, items: { $ref: '#/components/schemas/Note' } }
        more: { type: string }
    Note: { type: string, x-extensible-enum: [A, B] }
`;
  const mutants = specMutants({ file, vendor: 'notes', text });

  test('each fit somewhere, and each change says something else', () => {
    expect(new Set(mutants.map(operatorOf))).toEqual(new Set(Object.keys(OPERATORS)));
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    const changed = mutants.map(({ change }) => change(text));
    expect(changed.filter((one) => one === text)).toEqual([]);
  });

  test('leave the rest of a spec as it is', () => {
    const [dropped] = mutants.filter(({ name }) => name === 'spec/error-code-key-dropped/notes:errors');
    expect(dropped?.change(text)).toBe(text.replace('[error, errors]', '[error]'));
    expect(editYaml(text, [])).toBe(text);
  });

  test('are sampled at one place each, the same for the same seed', () => {
    const [one, again, other] = [sample(mutants, 1), sample(mutants.toReversed(), 1), sample(mutants, 2)];
    expect(one.map(operatorOf).sort()).toEqual(Object.keys(OPERATORS).sort());
    expect(again.map(({ name }) => name).sort()).toEqual(one.map(({ name }) => name).sort());
    expect(other).not.toEqual(one);
  });
});
