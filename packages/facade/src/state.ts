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

type Meaning = Pick<State, 'active' | 'turn'>;

/** A state that a vendor documents. */
type KnownState = 'OPEN' | 'REOPENED' | 'CLOSED' | 'unanswered' | 'answered' | 'archived';

/** The meaning of every state that a vendor documents; whatever is not listed is unknown. */
const STATE_MEANINGS: Readonly<Record<KnownState, Meaning>> = {
  OPEN: { active: true, turn: 'unknown' },
  REOPENED: { active: true, turn: 'unknown' },
  CLOSED: { active: false, turn: 'unknown' },
  unanswered: { active: true, turn: 'ours' },
  answered: { active: true, turn: 'theirs' },
  archived: { active: false, turn: 'unknown' },
};

/** The state that a vendor's word stands for. */
export function stateOf(native: string | undefined, from: 'field' | 'list' | 'none'): State {
  const meanings: ReadonlyMap<string | undefined, Meaning> = new Map(Object.entries(STATE_MEANINGS));
  const { active, turn } = meanings.get(native) ?? { active: 'unknown', turn: 'unknown' };
  return { active, turn, native, from, asOf: new Date().toISOString() };
}

/** Those of a vendor's listed states that a reader asks for. */
export function statesWanted<S extends KnownState>(
  states: readonly S[],
  { active, turn }: { readonly active?: boolean | undefined; readonly turn?: State['turn'] | undefined },
): S[] {
  return states.filter((state) => {
    const meaning = STATE_MEANINGS[state];
    return (active === undefined || meaning.active === active) && (turn === undefined || meaning.turn === turn);
  });
}
