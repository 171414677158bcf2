import { expect, test } from 'vitest';
import { asDocument } from '../src/generate/document.ts';
import { edited } from './spec-changes/edit.ts';
import { facadeReads } from './spec-changes/facade-reads.ts';
import { prepared } from './spec-changes/prepared.ts';
import { rated } from './spec-changes/rated.ts';
import { specs } from './spec-changes/specs.ts';

test.each(Object.entries(prepared))('%s', (_, { spec, given, edits, ...expected }) => {
  const from = edited(specs[spec], given);
  expect(rated(asDocument(from), asDocument(edited(from, edits)), facadeReads[spec])).toEqual(expected);
});
