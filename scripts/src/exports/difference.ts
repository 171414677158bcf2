/** What a consumer's program does not find any more, or finds in another form. */
export interface Difference {
  /** The package's name. */
  readonly of: string;
  /** As it is imported: `@ticketbridge/http/undici`. */
  readonly entry: string;
  /** Undefined where the whole entry is gone. */
  readonly export?: string;
  /** What differs, in a sentence or in the compiler's words. */
  readonly message: string;
}
