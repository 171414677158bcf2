import { type ErrorKind, isTicketbridgeError, type Outcome, type TicketbridgeError } from '@ticketbridge/facade';
import { failureOf } from '../failure-of.ts';

/**
 * What follows from an attempt that failed: it has arrived, may have, never will, or is to be repeated, `perhaps` only some
 * times: it had no effect, and nobody can tell a refusal for good from one that passes.
 */
export type Verdict = 'accepted' | 'unknown' | 'refused' | 'again' | 'perhaps';

const VERDICTS: Readonly<Record<Outcome, Verdict>> = {
  accepted: 'accepted',
  unknown: 'unknown',
  refused: 'refused',
  'not-sent': 'again',
};

/** Refusals for good. Others say nothing of what was sent: they pass, or somebody mends the credential. */
const FINAL: readonly ErrorKind[] = [
  'invalid-input',
  'forbidden',
  'forbidden-or-throttled',
  'not-found',
  'rejected',
  'redirect',
  'protocol',
];
const TOO_EARLY = 425;

/** Judges an attempt whose request may have left. What is no error of the facade's proves nothing. */
export function verdictOf(error: unknown): Verdict {
  if (!isTicketbridgeError(error)) return 'unknown';
  if (error.kind === 'invalid-input') return 'refused';
  const verdict = VERDICTS[error.outcome];
  if (verdict !== 'refused') return verdict;
  if (error.kind === 'forbidden-or-throttled') return 'perhaps';
  return isPassing(error) ? 'again' : 'refused';
}

/** Tells whether the vendor has refused to show something, and would again. */
export function isHidden(error: unknown): boolean {
  return isTicketbridgeError(error) && error.outcome === 'refused' && !isPassing(error);
}

function isPassing({ kind, status }: TicketbridgeError): boolean {
  return !FINAL.includes(kind) || status === TOO_EARLY;
}

/** Says what went wrong, without texts and credentials: errors of the facade have none. */
export function reasonOf(error: unknown): string {
  if (isTicketbridgeError(error)) return failureOf(error);
  return error instanceof Error ? `an unexpected ${error.name}` : 'something unexpected was thrown';
}
