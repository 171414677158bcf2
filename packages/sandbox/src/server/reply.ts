import type { ServerResponse } from 'node:http';

/** What an answer says. */
export interface PlainReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Default: `answered`. */
  readonly verdict?: Verdict;
  /** Says more of the verdict. */
  readonly reason?: string;
  /** Present where a fault has met the call. */
  readonly fault?: FaultFacts;
}

/** An answer ready to be written to a socket. */
export interface Reply extends PlainReply {
  /** Writes the reply, as it then is, in another way than at once and whole, as `write` does. */
  deliver?(response: ServerResponse, reply: Reply, write: (response: ServerResponse, reply: Reply) => void): void;
}

/** What a fault has made of a call. */
export interface FaultFacts {
  readonly id: number;
  /** Whether what was asked is done. */
  readonly isApplied: boolean;
  /** Whether an answer is sent, be it in part. */
  readonly isAnswered: boolean;
}

/**
 * How a request was judged: it was `answered` as documented, by the state; `refused`, with a marked refusal; `invalid`,
 * with a documented refusal whose reason a header tells; or the answer was `planned`; or a `fault` of the test's met it. `sandbox-fault`: the sandbox was
 * about to break the spec.
 */
export const verdicts = ['answered', 'refused', 'invalid', 'planned', 'fault', 'sandbox-fault'] as const;
export type Verdict = (typeof verdicts)[number];

export function replyWithJson(status: number, body: unknown, headers: Readonly<Record<string, string>>): Reply {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Tells whether what was asked is done. */
export function isDone({ status, verdict = 'answered' }: Pick<Reply, 'status' | 'verdict'>): boolean {
  return verdict === 'answered' && status < 400;
}
