import { CAPABILITIES as brandlovers } from './brandlovers/capabilities.ts';
import { CAPABILITIES as clubcollect } from './clubcollect/capabilities.ts';
import type { Vendor } from './vendor.ts';

const CAPABILITIES: { readonly brandlovers: typeof brandlovers; readonly clubcollect: typeof clubcollect } = {
  brandlovers,
  clubcollect,
};

/** The table that {@link capabilities} returns. */
export type Capabilities = typeof CAPABILITIES;

/** The verbs that a vendor has. */
export type VerbOf<N extends Vendor> = {
  [V in keyof Capabilities[N]]: Capabilities[N][V] extends true ? V : never;
}[keyof Capabilities[N]];

/**
 * Returns what each vendor can do: `true`, or the reason why it cannot. The facade's types are made of this table: a verb
 * that a vendor lacks does not exist on its type.
 */
export function capabilities(): Capabilities {
  return CAPABILITIES;
}
