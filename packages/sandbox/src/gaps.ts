import type { HandlerTable } from './handler.ts';
import type { Contract } from './spec/contract.ts';
import type { DeclaredParameter, Operation } from './spec/operation.ts';

/** Something that a spec declares and the sandbox does not do. */
export interface Gap {
  readonly operation: string;
  /** The parameter that is not heeded; `undefined` where the whole operation is not answered. */
  readonly parameter: DeclaredParameter | undefined;
  readonly problem: string;
}

/**
 * Lists the operations of a spec that the sandbox does not answer, and the parameters that no handler heeds. Where an
 * operation needs no credential, only one account can be meant.
 */
export function findGaps<Account>({ operations }: Contract, table: HandlerTable<Account>, accounts: number): Gap[] {
  return operations.flatMap((operation): Gap[] => {
    const handler = Object.hasOwn(table, operation.id) ? table[operation.id] : undefined;
    if (handler === undefined) return [gapOf(operation, 'has no handler')];
    if (operation.success === undefined) return [gapOf(operation, 'documents no success')];
    if (operation.credentials.length === 0 && accounts !== 1) {
      return [gapOf(operation, `needs no credential, so which of ${accounts} accounts is meant cannot be told`)];
    }
    const heeded: readonly string[] = [
      ...(typeof handler === 'function' ? [] : handler.heeds),
      ...operation.pagingParameters.map((name) => `query/${name}`),
    ];
    return operation.parameters
      .filter((parameter) => !heeded.includes(`${parameter.in}/${parameter.name}`))
      .map((parameter) => gapOf(operation, `does not heed ${parameter.in}/${parameter.name}`, parameter));
  });
}

/** Names a gap of an operation. */
export function gapOf({ id }: Operation, problem: string, parameter?: DeclaredParameter): Gap {
  return { operation: id, parameter, problem: `${id} ${problem}` };
}
