import { invalidInput } from './refusal.ts';
import type { Source } from './source.ts';
import type { Account, Vendor } from './vendor.ts';

/** How many of the known accounts an error names. */
const NAMED = 5;

/** Finds the sources that a call is for, before anything is sent. */
export class Accounts<N extends Vendor> {
  readonly #sources: readonly Source<N>[];

  /** @throws TicketbridgeError `invalid-input` when two sources are for the same account */
  constructor(sources: readonly Source<N>[]) {
    this.#sources = sources;
    const known = new Set<string>();
    for (const [index, { vendor, account }] of sources.entries()) {
      const key = `${vendor}:${account}`;
      const field = `sources[${index}]`;
      if (known.has(key)) {
        throw invalidInput(`createTicketbridge: "${field}": the ${vendor} account "${account}" was given twice`, {
          field,
        });
      }
      known.add(key);
    }
  }

  /** Returns the source of an account; without a name, the only one that the vendor has. */
  find(verb: string, vendor: Vendor, account: string | undefined, field: string): Source<N> {
    const ofVendor = this.#sources.filter((source) => source.vendor === vendor);
    const only = ofVendor.length === 1 ? ofVendor[0] : undefined;
    const found = account === undefined ? only : ofVendor.find((source) => source.account === account);
    if (found) return found;
    throw invalidInput(`${verb}: "${field}" must be one of the accounts that were given: ${named(ofVendor)}`, {
      field,
    });
  }

  /** Returns the sources that are of one of the vendors and one of the accounts, in the order in which they were given. */
  select(
    verb: string,
    vendors: readonly Vendor[] | undefined,
    accounts: readonly Account[] | undefined,
  ): readonly Source<N>[] {
    const chosen = accounts?.map(({ vendor, account }, index) =>
      this.find(verb, vendor, account, `accounts[${index}]`),
    );
    for (const [index, vendor] of (vendors ?? []).entries()) {
      if (this.#sources.some((source) => source.vendor === vendor)) continue;
      const field = `vendors[${index}]`;
      throw invalidInput(`${verb}: "${field}" must be a vendor that a source was given for`, { field });
    }
    return this.#sources.filter(
      (source) => (vendors?.includes(source.vendor) ?? true) && (chosen?.includes(source) ?? true),
    );
  }
}

function named(sources: readonly Account[]): string {
  const names = sources.slice(0, NAMED).map(({ account }) => `"${account}"`);
  const more = sources.length - names.length;
  return `${names.join(', ') || 'none'}${more > 0 ? ` and ${more} more` : ''}`;
}
