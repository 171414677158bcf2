import type { Gap } from '../gaps.ts';
import type { Contract } from '../spec/contract.ts';
import type { Operation } from '../spec/operation.ts';
import { type RefusalReason, reasons } from './refusals.ts';

/** The answer that an operation documents for an invalid request; with a code, it is only for what the code means. */
export function documentedInvalid(
  operation: Operation,
): { readonly status: number; readonly hasCode: boolean } | undefined {
  const status = [400, 422].find(operation.canAnswer);
  return status === undefined ? undefined : { status, hasCode: operation.example(status) !== undefined };
}

interface Vendor {
  readonly contract: Contract;
  readonly gaps: readonly Gap[];
  /** Whether what changes the state can fail. Default: false. */
  readonly canFailToSave?: boolean | undefined;
}

/** Whether a call of an operation can get a refusal; one without an operation to call never is one of its answers. */
const canGet: Readonly<Record<RefusalReason, (operation: Operation, vendor: Vendor) => boolean>> = {
  'malformed-http': () => false,
  'headers-too-large': () => true,
  'unknown-host': () => true,
  'unknown-path': () => false,
  'wrong-method': () => false,
  'content-type': (_, { contract }) => contract.demandedContentType !== undefined,
  credentials: (operation) => operation.credentials.length > 0 && !operation.canAnswer(401),
  'body-too-large': () => true,
  'invalid-request': (operation) => documentedInvalid(operation)?.hasCode !== false,
  'invalid-input': () => false,
  'not-implemented': ({ id }, { gaps }) => gaps.some(({ operation }) => operation === id),
  'cannot-save': ({ method }, { canFailToSave = false }) => canFailToSave && method !== 'GET',
};

/** Lists the marked refusals that a call of an operation can get. */
export function possibleRefusals(operation: Operation, vendor: Vendor): RefusalReason[] {
  return reasons.filter((reason) => canGet[reason](operation, vendor));
}
