/** What is known of a thread's state, and by what evidence. */
export interface State {
  /** Whether somebody has something left to do. */
  readonly active: boolean | 'unknown';
  /** Whose move it is. At ClubCollect inferred from the list: unanswered is ours, answered is theirs. */
  readonly turn: 'ours' | 'theirs' | 'unknown';
  /** The vendor's own word, any string; absent where the vendor says nothing. */
  readonly native: string | undefined;
  /** `field`: a field of the thread says so; `list`: the list in which it was seen; `none`: nothing does. */
  readonly from: 'field' | 'list' | 'none';
  /** When it was seen, as an ISO 8601 instant. */
  readonly asOf: string;
}

/** The meaning of every state that a vendor documents; what is not listed is unknown. */
const MEANINGS: Readonly<Record<string, Pick<State, 'active' | 'turn'>>> = {
  OPEN: { active: true, turn: 'unknown' },
  REOPENED: { active: true, turn: 'unknown' },
  CLOSED: { active: false, turn: 'unknown' },
  unanswered: { active: true, turn: 'ours' },
  answered: { active: true, turn: 'theirs' },
  archived: { active: false, turn: 'unknown' },
};

/** The state that a vendor's word stands for. */
export function stateOf(native: string | undefined, from: 'field' | 'list' | 'none', asOf: string): State {
  const known = native !== undefined && Object.hasOwn(MEANINGS, native) ? MEANINGS[native] : undefined;
  return { active: 'unknown', turn: 'unknown', ...known, native, from, asOf };
}
