/** What is known of a thread's state, and by what evidence. */
export interface State {
  /** Whether somebody has something left to do. */
  readonly active: boolean | 'unknown';
  /**
   * Whose move it is. BrandLovers does not tell. At ClubCollect it is inferred from the list: unanswered is ours,
   * answered is theirs.
   */
  readonly turn: 'ours' | 'theirs' | 'unknown';
  /** The vendor's own word, any string; absent where the vendor says nothing. */
  readonly native: string | undefined;
  /** `field`: a field of the thread says so; `list`: the list in which it was seen; `none`: nothing does. */
  readonly from: 'field' | 'list' | 'none';
  /** When it was seen, as an ISO 8601 instant. */
  readonly asOf: string;
}

/** What a state means. */
export type Meaning = Pick<State, 'active' | 'turn'>;

/** The meaning of every state that a vendor documents, in the order in which they are read. */
export type Meanings<S extends string = string> = Readonly<Record<S, Meaning>>;

const UNKNOWN: Meaning = { active: 'unknown', turn: 'unknown' };

/** Returns the state that a vendor's word stands for; a word that is not documented means nothing that we know. */
export function stateOf(meanings: Meanings, native: string | undefined, from: State['from']): State {
  const known = native !== undefined && Object.hasOwn(meanings, native) ? meanings[native] : undefined;
  return { ...(known ?? UNKNOWN), native, from, asOf: new Date().toISOString() };
}

/** Returns those of a vendor's documented states that a reader asks for. */
export function statesWanted<S extends string>(
  meanings: Meanings<S>,
  { active, turn }: { readonly active?: boolean | undefined; readonly turn?: State['turn'] | undefined },
): S[] {
  // A table literal has no keys but those of its type.
  return (Object.keys(meanings) as S[]).filter((state) => {
    const meaning = meanings[state];
    return (active ?? meaning.active) === meaning.active && (turn ?? meaning.turn) === meaning.turn;
  });
}
