import type { JournalEntry } from './journal.ts';

/** Writes an exchange as one line, for the command's request log. */
export function logLine(entry: JournalEntry): string {
  const { at, vendor, operation, account, method, target, status = 'no answer', verdict, reason, milliseconds } = entry;
  const call =
    vendor === undefined ? [] : [`${vendor}.${operation}`, ...(account === undefined ? [] : [`(${account})`])];
  const judged = reason === undefined ? verdict : `${verdict}: ${reason}`;
  const applied = verdict === 'fault' ? [entry.isApplied ? 'applied' : 'not applied'] : [];
  return [at, method, target, status, ...call, judged, ...applied, `${milliseconds} ms`].join(' ');
}
