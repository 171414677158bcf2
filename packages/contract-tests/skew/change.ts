/** A replacement in a file of the workspace, whose text stands there once, or `every` time. */
export interface Edit {
  /** Default: the spec of BrandLovers. */
  readonly file?: string;
  readonly from: string;
  readonly to: string;
  readonly every?: true;
}

/** A call, and what it comes to for the program that makes it. */
export interface Trial {
  /** An operation of the client, or a verb of the facade: `bridge.threads`, `bridge.brandlovers.note`. */
  readonly call: string;
  /** The arguments but for options. */
  readonly given?: readonly unknown[];
  /** The place to read in what it gives, as a JSON pointer. Default: nothing is read, and a success is enough. */
  readonly reads?: string;
  /** In the words of docs/versioning.md. */
  readonly outcome: 'fine' | 'rejected' | 'ignored' | 'reads undefined' | 'misread' | 'dead' | 'protocol error';
  /** The value at that place; or of an error its kind, status and outcome. */
  readonly shows?: unknown;
}

/** A change that a vendor makes, and how those fare who are a release behind it, or ahead of it. */
export interface Change {
  readonly edits: readonly Edit[];
  /** What the listed ticket has at the vendor after the change; `undefined` for a field that is gone. */
  readonly ticket?: Readonly<Record<string, unknown>>;
  /** The packages of the last release, at the vendor after the change. */
  readonly published: readonly Trial[];
  /** The packages of the new spec, at the vendor before the change. */
  readonly early: readonly Trial[];
}

/** @throws Error for a text that is not there, or more than once */
export function applyEdit(text: string, { from, to, every }: Edit): string {
  const parts = text.split(from);
  if (parts.length < 2 || (parts.length > 2 && !every)) {
    throw new Error(`This text stands there ${parts.length - 1} times: mend the change\n${from}`);
  }
  return parts.join(to);
}
