/** An answer ready to be written to a socket. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Default: `answered`. */
  readonly verdict?: Verdict;
  /** Says more of the verdict. */
  readonly reason?: string;
}

/**
 * How a request was judged: it was `answered` as documented, by the state; `refused`, with a marked refusal; `invalid`,
 * with a documented refusal whose reason a header tells; or the answer was `planned`. `sandbox-fault`: the sandbox was
 * about to break the spec.
 */
export const verdicts = ['answered', 'refused', 'invalid', 'planned', 'sandbox-fault'] as const;
export type Verdict = (typeof verdicts)[number];

export function replyWithJson(status: number, body: unknown, headers: Readonly<Record<string, string>>): Reply {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
