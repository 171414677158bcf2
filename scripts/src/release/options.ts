export interface ReleaseOptions {
  /** A clone with a remote called origin. Its working tree is left as it is. */
  readonly root: string;
  /** An existing folder for what is needed in between. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly log: (step: string, text: string) => void;
}
