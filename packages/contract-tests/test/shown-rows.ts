import type { Row } from '@ticketbridge/ledger';
import { items } from './json.ts';
import { ANY } from './schema-places.ts';

/** Finds the rows of a body that a valid value shows: what is there, what is not, and which of the known values. */
export function shownRows(rows: readonly Row[], status: number, body: unknown): Row[] {
  return rows.filter(({ subject }) => {
    if (!('side' in subject) || subject.side !== status) return false;
    const path = subject.pointer
      .split('/')
      .slice(1)
      .filter((key) => key !== '');
    const found = valuesAt(body, path);
    switch (subject.kind) {
      case 'enum':
        return 'value' in subject && found.includes(subject.value);
      case 'presence':
        return subject.isPresent
          ? found.length > 0
          : valuesAt(body, path.slice(0, -1)).some((holder) => lacks(holder, path.at(-1)));
      default:
        return subject.isValid && found.length > 0;
    }
  });
}

/** Every value at a path, of which `*` stands for any item. */
function valuesAt(value: unknown, [key, ...rest]: readonly string[]): unknown[] {
  if (key === undefined) return value === undefined ? [] : [value];
  const inner = key === ANY ? items(value) : Object.hasOwn(Object(value), key) ? [Object(value)[key]] : [];
  return inner.flatMap((item) => valuesAt(item, rest));
}

function lacks(holder: unknown, key = ''): boolean {
  return typeof holder === 'object' && holder !== null && !Object.hasOwn(holder, key);
}
