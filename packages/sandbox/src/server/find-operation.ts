import { suggest } from '../nearest.ts';
import { invalidInput } from '../sandbox-error.ts';
import type { Contract } from '../spec/contract.ts';
import type { Operation } from '../spec/operation.ts';

interface Vendor {
  readonly name: string;
  readonly contract: Contract;
  readonly stateless?: object;
}

/**
 * Finds an operation by its id, or by that behind its vendor's name.
 *
 * @throws SandboxError of the kind `invalid-input`, whose `field` is `operation`
 */
export function findOperation(vendors: readonly Vendor[], id: unknown): Operation {
  const all = vendors.flatMap((vendor) => vendor.contract.operations.map((operation) => ({ vendor, operation })));
  const named = all.filter(({ vendor, operation }) => id === operation.id || id === `${vendor.name}.${operation.id}`);
  const [first, second] = named.sort(
    (a, b) => Number(Boolean(a.vendor.stateless)) - Number(Boolean(b.vendor.stateless)),
  );
  if (first === undefined) {
    const known = suggest(typeof id === 'string' ? id : '', [...new Set(all.map(({ operation }) => operation.id))]);
    throw invalidInput('operation', `must be the id of an operation; ${known}`);
  }
  if (second !== undefined && first.vendor.stateless) {
    const names = named.map(({ vendor, operation }) => `${vendor.name}.${operation.id}`);
    throw invalidInput('operation', `must say which vendor's it is: ${names.join(' or ')}`);
  }
  return first.operation;
}
