/**
 * The error that everything in this package throws or rejects with. `kind` says what happened: `invalid-input`, an
 * argument or option is wrong, `field` names it and the message says what would be right; `cannot-listen`, the port is
 * taken or may not be used; `cannot-open`, the file for the state is in use or damaged, or this Node cannot open it;
 * `cannot-save`, that file does not take a change, as on a full disk: nothing was changed, neither there nor in memory.
 */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly kind: 'invalid-input' | 'cannot-listen' | 'cannot-open' | 'cannot-save';
  /** The argument or option that is wrong, such as `brandlovers.maxLimit`. */
  readonly field: string | undefined;

  constructor(kind: SandboxError['kind'], message: string, { field, cause }: { field?: string; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.field = field;
  }
}

/** Makes the error of a wrong argument or option. */
export function invalidInput(field: string, problem: string): SandboxError {
  return new SandboxError('invalid-input', `${field} ${problem}`, { field });
}
