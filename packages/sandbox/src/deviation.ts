import type { Answer } from './handler.ts';
import type { PlainReply } from './server/reply.ts';

/** Names a switch and its value, as the header of an answer that deviates from the spec for it does. */
export type SwitchValue = `${string}.${string}=${string}`;

/** Marks a reply that deviates from the spec as a switch says: nothing else leaves the sandbox unchecked. */
export function deviating(reply: PlainReply, because: SwitchValue): PlainReply {
  return { ...reply, headers: { ...reply.headers, 'x-sandbox-switch': because } };
}

/** Answers with a status that the operation does not document, without a body. */
export function undocumented(status: number, because: SwitchValue): Answer {
  return { deviation: deviating({ status, headers: {}, body: undefined }, because) };
}
