import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes: the process, or what a test gives. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined };
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined };
  /** Aborted by Ctrl+C and SIGTERM; the reason is the name of the signal. */
  readonly signal: AbortSignal;
}
