/** A mistake in a document, at the place where it is mended. */
export interface Problem {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export function formatProblem({ file, line, message }: Problem): string {
  return `${file}:${line}: ${message}`;
}
