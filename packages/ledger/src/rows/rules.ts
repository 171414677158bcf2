import type { Column } from '../cell.ts';

type Greys = Readonly<Partial<Record<Column, string>>>;

// The rules by which a cell is grey. Each is a sentence of the report.
const SENT_ONLY = 'it is sent, never received: no client absorbs it';
const RECEIVED_ONLY = 'it is received, never sent: no client emits it';
const VALUES_PASS = 'a client checks names and types, and leaves the range of a value to the vendor';
const STOPPED = 'the client refuses it, so that it never reaches a server';
const BREAKS_ITS_SPEC = 'a server that answers as its spec says never sends it';
const SERVER_KNOWS = 'a server sends the values that its spec names; another one is for the client to take';
const SERVER_DECLARES = 'a server sends the properties that its spec names; another one is for the client to take';
const OTHER_REFUSAL = "the spec's examples of this refusal have another value";

/** A class that means nothing for a parameter. */
export function pointless(why: string): Greys {
  return { emission: why, absorption: why, server: why, 'end-to-end': why };
}

export const rules: {
  readonly accepted: Greys;
  readonly stoppedByClient: Greys;
  readonly refusedByServer: Greys;
  readonly received: Greys;
  readonly receivedBroken: Greys;
  readonly receivedUnknown: Greys;
  readonly receivedExtra: Greys;
  readonly receivedElsewhere: Greys;
} = {
  /** A request that the spec allows. */
  accepted: { absorption: SENT_ONLY },
  /** A request that the spec forbids and the client does not send; a server may still get it. */
  stoppedByClient: { absorption: SENT_ONLY, 'end-to-end': STOPPED },
  /** One that the client sends, since it does not know the values of a vendor. */
  refusedByServer: { absorption: SENT_ONLY, emission: VALUES_PASS },
  /** An answer that the spec allows. */
  received: { emission: RECEIVED_ONLY },
  receivedBroken: { emission: RECEIVED_ONLY, server: BREAKS_ITS_SPEC, 'end-to-end': BREAKS_ITS_SPEC },
  receivedUnknown: { emission: RECEIVED_ONLY, server: SERVER_KNOWS, 'end-to-end': SERVER_KNOWS },
  receivedExtra: { emission: RECEIVED_ONLY, server: SERVER_DECLARES, 'end-to-end': SERVER_DECLARES },
  receivedElsewhere: { emission: RECEIVED_ONLY, server: OTHER_REFUSAL, 'end-to-end': OTHER_REFUSAL },
};
