import { CAPABILITIES as brandlovers } from './brandlovers/capabilities.ts';
import type { BrandloversVerbs } from './brandlovers/verbs.ts';
import { CAPABILITIES as clubcollect } from './clubcollect/capabilities.ts';
import type { ClubcollectVerbs } from './clubcollect/verbs.ts';
import type { Vendor } from './vendor.ts';

/** The verbs that the facade has for every vendor. */
export type SharedVerb = 'threads' | 'drain' | 'messages' | 'reply';

/** A row for each verb of any vendor, and `true` for those that the vendor's type has. */
type Rows<OwnVerbs> = Readonly<
  Record<keyof typeof brandlovers | keyof typeof clubcollect, true | string> & Record<SharedVerb | keyof OwnVerbs, true>
>;

/** The table that {@link capabilities} returns. */
export interface Capabilities {
  readonly brandlovers: typeof brandlovers;
  readonly clubcollect: typeof clubcollect;
}

const CAPABILITIES: Capabilities = {
  brandlovers,
  clubcollect,
} satisfies { readonly brandlovers: Rows<BrandloversVerbs>; readonly clubcollect: Rows<ClubcollectVerbs> };

/** The verbs that a vendor has. */
export type VerbOf<N extends Vendor> = {
  [V in keyof Capabilities[N]]: Capabilities[N][V] extends true ? V : never;
}[keyof Capabilities[N]];

/** Those that only the vendor's own type has. */
export type OwnVerbOf<N extends Vendor> = Exclude<VerbOf<N>, SharedVerb>;

/**
 * Returns what each vendor can do: `true`, or the reason why it cannot. The facade's types are made of this table: a verb
 * that a vendor lacks does not exist on its type.
 */
export function capabilities(): Capabilities {
  return CAPABILITIES;
}
