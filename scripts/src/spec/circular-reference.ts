import { escapePointerFragment, isPlainObject, isRef } from '@redocly/openapi-core';

/** The pointer of a reference that leads back to itself, so that it never reaches a node. */
export function circularReference(document: unknown): string | undefined {
  const references = new Map(referencesIn(document, '#'));
  const pointers = [...references.keys()];

  function next(pointer: string): string | undefined {
    const target = references.get(pointer);
    return pointers.find((other) => target === other || target?.startsWith(`${other}/`));
  }

  return pointers.find((start) => {
    const passed = new Set<string>();
    for (let at = next(start); at !== undefined && !passed.has(at); at = next(at)) passed.add(at);
    return passed.has(start);
  });
}

function* referencesIn(node: unknown, pointer: string): Generator<[pointer: string, target: string]> {
  if (isRef(node)) yield [pointer, String(node.$ref)];
  if (!isPlainObject(node) && !Array.isArray(node)) return;
  for (const [name, child] of Object.entries(node)) {
    yield* referencesIn(child, `${pointer}/${escapePointerFragment(name)}`);
  }
}
