import type { SourceFilter } from './options.ts';
import { invalidInput } from './refusal.ts';
import { isAdded } from './selection.ts';
import type { Source } from './source.ts';
import type { Account, Vendor } from './vendor.ts';

/** How many of the known accounts an error names. */
const NAMED = 5;

/** @throws TicketbridgeError `invalid-input` when there is no source, or two are for the same account */
export function checkAccounts(verb: string, sources: readonly Account[]): void {
  if (sources.length === 0) throw invalidInput(verb, 'sources', 'must be at least one source');
  const known = new Set<string>();
  for (const [index, { vendor, account }] of sources.entries()) {
    if (isAdded(known, `${vendor}:${account}`)) continue;
    const problem = `must be of another account: the ${vendor} account "${account}" was given twice`;
    throw invalidInput(verb, `sources[${index}]`, problem);
  }
}

/** Finds the source of an account; without a name, the only one that the vendor has. */
export function findSource<N extends Vendor>(
  sources: readonly Source<N>[],
  verb: string,
  { vendor, account }: { readonly vendor?: unknown; readonly account?: unknown },
  field: string,
): Source<N> {
  const ofVendor = sources.filter((source) => source.vendor === vendor);
  const [found, ...others] = ofVendor.filter((source) => account === undefined || source.account === account);
  if (found && others.length === 0) return found;
  const names = ofVendor.slice(0, NAMED).map((source) => `"${source.account}"`);
  const more = ofVendor.length > NAMED ? `, and ${ofVendor.length - NAMED} more` : '';
  throw invalidInput(verb, field, `must be one of the accounts that were given: ${names.join(', ') || 'none'}${more}`);
}

/** Selects the sources of the vendors and accounts that are asked for, in the order in which they were given. */
export function selectSources<N extends Vendor>(
  sources: readonly Source<N>[],
  verb: string,
  { vendors, accounts }: SourceFilter,
): readonly Source<N>[] {
  const chosen = accounts?.map((account, index) => findSource(sources, verb, account, `accounts[${index}]`));
  for (const [index, vendor] of vendors?.entries() ?? []) {
    if (sources.some((source) => source.vendor === vendor)) continue;
    throw invalidInput(verb, `vendors[${index}]`, 'must be a vendor that a source was given for');
  }
  return sources.filter((source) => (vendors?.includes(source.vendor) ?? true) && (chosen?.includes(source) ?? true));
}
