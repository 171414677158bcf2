import type { Fetch } from '@ticketbridge/http';

/** A public function, and how to call it. */
export interface Subject {
  /** Makes arguments that it accepts. Each of them, and each field in them, is replaced in turn. */
  readonly args: (fetch: Fetch) => readonly unknown[];
  /** Calls it. What is to be sent goes through `fetch`, which counts, and answers as the vendor would. */
  readonly call: (args: readonly unknown[], fetch: Fetch) => unknown;
  /** The body of what the vendor answers; by default one that fits any list. */
  readonly answer?: unknown;
  /** The arguments that are tried; all of them by default. */
  readonly tried?: readonly number[];
  /** The arguments whose fields an error must name. */
  readonly named?: readonly number[];
}
