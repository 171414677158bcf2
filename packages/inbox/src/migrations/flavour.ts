/** What differs between the two databases when tables are made, as SQL. */
export interface Flavour {
  /** The type of a whole number of up to 53 bits. */
  readonly integer: string;
  /** Type and constraint of a key that counts up and is never used again. */
  readonly identity: string;
  /** What follows the columns of a table. */
  readonly tail: string;
  /** The schema of the tables, where a database has several. */
  readonly schema?: string;
  /** Statements for what only one of the databases has, such as its full-text index over `messages.words`. */
  readonly further: readonly string[];
}
