import type { HandlerTable } from './handler.ts';
import type { Contract } from './spec/contract.ts';
import type { Operation } from './spec/operation.ts';

/** Something that a spec declares and the sandbox does not do. */
export interface Gap {
  readonly operation: string;
  /** The query parameter that is not heeded; `undefined` where the whole operation is not answered. */
  readonly parameter: string | undefined;
  readonly problem: string;
}

/** Lists the operations of a spec that no handler answers, and the query parameters that no handler heeds. */
export function findGaps<Account>({ operations }: Contract, table: HandlerTable<Account>): Gap[] {
  return operations.flatMap((operation): Gap[] => {
    const handler = Object.hasOwn(table, operation.id) ? table[operation.id] : undefined;
    if (handler === undefined) return [gapOf(operation, 'has no handler')];
    const heeded = [...(typeof handler === 'function' ? [] : handler.heeds), ...operation.pagingParameters];
    return operation.queryParameters
      .filter((name) => !heeded.includes(name))
      .map((name) => gapOf(operation, `does not heed query/${name}`, name));
  });
}

/** Names a gap of an operation. */
export function gapOf({ id }: Operation, problem: string, parameter?: string): Gap {
  return { operation: id, parameter, problem: `${id} ${problem}` };
}
