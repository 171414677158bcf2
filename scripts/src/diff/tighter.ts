const GREATER_IS_TIGHTER: readonly string[] = [
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'minItems',
  'minProperties',
  'minContains',
];
const LESS_IS_TIGHTER: readonly string[] = [
  'maximum',
  'exclusiveMaximum',
  'maxLength',
  'maxItems',
  'maxProperties',
  'maxContains',
];

/** Tells whether a limit refuses, or may refuse, what the one before it let pass. */
export function isTighter(keyword: string, before: unknown, after: unknown): boolean {
  if (after === undefined || after === false) return false;
  if (before === undefined) return true;
  if (GREATER_IS_TIGHTER.includes(keyword)) return Number(after) > Number(before);
  if (LESS_IS_TIGHTER.includes(keyword)) return Number(after) < Number(before);
  // Whether one pattern admits what another one does is nothing to rely on.
  return true;
}
