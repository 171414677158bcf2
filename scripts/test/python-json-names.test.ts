import type { OpenAPI3 } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { markJsonNames } from '../src/python/json-names.ts';

function marksOf(...names: readonly string[]): unknown {
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const document: OpenAPI3 = JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Pets', version: '1' },
      paths: {},
      components: { schemas: { Pet: { type: 'object', properties } } },
    }),
  );
  return JSON.parse(JSON.stringify(markJsonNames(document))).components.schemas.Pet['x-has-json-names'];
}

test.each([[['orderId']], [['name', 'from']], [['one of']], [['Name']], [['a__b']], [['raw']]])(
  'fields that Python calls otherwise are marked: %s',
  (names) => {
    expect(marksOf(...names)).toBe(true);
  },
);

test.each([[[]], [['name']], [['ticket_id', 'page2']]])('fields that Python calls the same are not: %s', (names) => {
  expect(marksOf(...names)).toBeUndefined();
});
