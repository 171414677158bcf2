/** One thing that is wrong, and where. */
export class Violation {
  readonly pointer: string;
  readonly problem: string;
  /** The key that no schema declares, where that is the problem. It may be a credential in the wrong place. */
  readonly undeclared:
    | { readonly key: string; readonly declared: readonly string[]; readonly title: string | undefined }
    | undefined;

  constructor(pointer: string, problem: string, undeclared?: Violation['undeclared']) {
    this.pointer = pointer;
    this.problem = problem;
    this.undeclared = undeclared;
  }
}
