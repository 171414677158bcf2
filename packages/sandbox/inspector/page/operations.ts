import { control } from './control.ts';
import { h } from './dom.ts';
import { at, isObject, text } from './json.ts';

/** An operation of a vendor's API. */
export interface Operation {
  readonly vendor: string;
  /** Its id behind its vendor's name and a dot. */
  readonly name: string;
  readonly isWrite: boolean;
  /** The statuses that it documents. */
  readonly statuses: readonly number[];
}

/** Reads the operations of every vendor out of the documents that the sandbox serves of itself. */
export async function readOperations(vendors: readonly string[]): Promise<readonly Operation[]> {
  const documents = await Promise.all(
    vendors.map(async (vendor) => operationsOf(vendor, await control('GET', `/specs/${vendor}.json`))),
  );
  return documents.flat();
}

function operationsOf(vendor: string, document: unknown): readonly Operation[] {
  return Object.values(Object(at(document, 'paths'))).flatMap((item) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]): Operation[] => {
      const id = text(operation, 'operationId');
      if (id === '') return [];
      const statuses = Object.keys(Object(at(operation, 'responses')))
        .map(Number)
        .filter(Number.isInteger);
      return [{ vendor, name: `${vendor}.${id}`, isWrite: method !== 'get', statuses }];
    }),
  );
}

/** Makes a choice among operations, by vendor; with `all`, also of every one, whose value is empty. */
export function operationSelect(operations: readonly Operation[], all?: string): HTMLSelectElement {
  const groups = Map.groupBy(operations, ({ vendor }) => vendor);
  return h(
    'select',
    { name: 'operation', 'aria-label': 'Operation' },
    all !== undefined && h('option', { value: '' }, all),
    ...[...groups].map(([label, own]) =>
      h('optgroup', { label }, ...own.map(({ name }) => h('option', { value: name }, name.slice(label.length + 1)))),
    ),
  );
}
