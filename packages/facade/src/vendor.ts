/** The vendors' names. */
export const VENDORS = ['brandlovers', 'clubcollect'] as const;

/** The name of a vendor, wherever it is data. */
export type Vendor = (typeof VENDORS)[number];

/** An account at a vendor: what a source is for. */
export interface Account {
  readonly vendor: Vendor;
  readonly account: string;
}
