import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Edit, mutate, problemsOf } from './mutation.ts';

interface Hostile {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** What the message says of the remedy. */
  readonly says: RegExp;
}

/** What OpenAPI permits and would be generated wrongly, by topic. */
const topics: Readonly<Record<string, readonly Hostile[]>> = {
  'the name of a type': [
    ...['Api', 'Schema', 'CallOptions', 'VoidResult', 'Closed', 'Promise', 'NonNullable'].map(takenName),
    ...['Folders', 'FoldersOptions', 'FoldersOperations'].map(takenName),
    {
      name: 'a schema and the input of an operation',
      edits: [
        ['schemas/NewNote"', 'schemas/AddNoteInput"'],
        ['    NewNote:', '    »AddNoteInput:'],
      ],
      says: /Two generated types are called AddNoteInput, the other one from .*openapi\.yaml:48:20: rename/,
    },
    {
      name: 'a schema and a body that is none',
      edits: [
        ['schema:\n                $ref: "#/components/schemas/Notes"', 'schema: { type: array }'],
        ['one:\n                  $ref: ./notes.yaml', 'one: { value: [] }'],
        ['    NewNote:', '    »ListNotesResult:'],
        ['schemas/NewNote"', 'schemas/ListNotesResult"'],
        ['    Notes:\n', '    Other:\n'],
      ],
      says: /Two generated types are called ListNotesResult/,
    },
    {
      name: 'two schemas that differ in punctuation',
      edits: [
        [
          '    Note:\n      type: object',
          '    »new-note: { type: string, description: One. }\n    Note:\n      type: object',
        ],
      ],
      says: /Two generated types are called NewNote/,
    },
  ],
  'the id of an operation': ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON'].map((id) => ({
    name: id,
    edits: [['operationId: addNote', `operationId: »${id}`]],
    says: /choose another operationId/,
  })),
};

/** The valid spec is that of a vendor "folders", whose client has types of its own. */
function takenName(name: string): Hostile {
  return {
    name,
    edits: [
      ['schemas/NewNote"', `schemas/${name}"`],
      ['    NewNote:', `    »${name}:`],
    ],
    says: /choose another name/,
  };
}

describe.each(Object.entries(topics))('%s is refused with its place and the remedy', (_, cases) => {
  test.each(cases)('$name', async ({ edits, says }) => {
    const { text, line, column } = mutate(edits);
    expect(await problemsOf(text)).toContainEqual(
      expect.objectContaining({ line, column, message: expect.stringMatching(says) }),
    );
  });
});

test('no schema may have the name of a type that the entry of a client exports', async () => {
  const entry = await readFile(join(import.meta.dirname, '../../packages/brandlovers/src/index.ts'), 'utf8');
  const names = [...entry.matchAll(/\b(?:type )?([A-Z]\w+)(?=[ ,])/g)].map(([, name = '']) => name);
  expect(names).toContain('ErrorKind');
  for (const name of names.map((name) => name.replace('Brandlovers', 'Folders'))) {
    const { edits, says } = takenName(name);
    expect((await problemsOf(mutate(edits).text)).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(says),
    );
  }
});
