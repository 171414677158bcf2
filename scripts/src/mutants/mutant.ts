/** The corners of the proof that client = spec = server, and what stands on them. */
export type Corner = 'spec' | 'server' | 'client' | 'facade' | 'inbox';

/** One slip, which some test has to notice. */
export interface Mutant {
  /** Its corner and its name there, such as `server/forget-closed-at`. */
  readonly name: string;
  readonly corner: Corner;
  /** What is wrong with the mutant, in words. */
  readonly says: string;
  /** The file that it changes, from the root. */
  readonly file: string;
  /** The test files that are tried first, from the root; all others that may notice come after them. */
  readonly noticedBy: readonly string[];
  /**
   * Changes the text of its file.
   *
   * @throws Error for a text that the mutant does not fit any more
   */
  change(text: string): string;
}

/** A slip in the code of a package, as data. */
export interface SourceMutant {
  readonly says: string;
  readonly file: string;
  /** A text that stands in the file once. */
  readonly from: string;
  readonly to: string;
  readonly noticedBy: readonly string[];
}

export type SourceMutants = Readonly<Record<string, SourceMutant>>;

/** Makes the mutants of a corner's table. */
export function sourceMutants(corner: Corner, table: SourceMutants): readonly Mutant[] {
  return Object.entries(table).map(([name, { says, file, from, to, noticedBy }]) => ({
    name: `${corner}/${name}`,
    corner,
    says,
    file,
    noticedBy,
    change(text) {
      const [before = '', after, ...others] = text.split(from);
      if (after !== undefined && others.length === 0) return before + to + after;
      throw new Error(`${file} has this text ${after === undefined ? 0 : others.length + 1} times, not once:\n${from}`);
    },
  }));
}
