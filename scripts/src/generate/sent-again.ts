import { type ErrorModel, isRead, type OperationModel } from './model.ts';

/** The statuses after which `@ticketbridge/http` sends a call again, whatever a spec says: see its `retry.ts`. */
export const ANY_CALL: readonly string[] = ['425', '429'];
export const READS_ONLY: readonly string[] = ['408', '500', '502', '503', '504'];

/** Tells whether a client sends a call again after a documented answer. */
export function isSentAgain({ method }: OperationModel, { status, isRepeatable }: ErrorModel): boolean {
  return isRepeatable || ANY_CALL.includes(status) || (isRead(method) && READS_ONLY.includes(status));
}
