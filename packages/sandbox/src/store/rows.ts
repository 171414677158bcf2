import type { JsonObject } from '../json.ts';

/** An item as a file keeps it. */
export interface Row {
  readonly key: number;
  readonly vendor: string;
  /** `undefined` for an account. */
  readonly parent: number | undefined;
  readonly value: JsonObject;
}

/** Puts the items of a vendor together as data; each of its `lists` is in the items of the one before. */
export function assemble(rows: readonly Row[], vendor: string, lists: readonly string[]): JsonObject {
  const byParent = new Map<number | undefined, Row[]>();
  for (const row of rows.filter((candidate) => candidate.vendor === vendor)) {
    const siblings = byParent.get(row.parent) ?? [];
    siblings.push(row);
    byParent.set(row.parent, siblings);
  }

  function held(parent: number | undefined, [list, ...deeper]: readonly string[]): JsonObject {
    if (list === undefined) return {};
    const items = (byParent.get(parent) ?? []).map(({ key, value }) => ({ ...value, ...held(key, deeper) }));
    return { [list]: items };
  }

  return held(undefined, lists);
}
