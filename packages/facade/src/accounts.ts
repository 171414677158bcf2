import { isAdded } from './is-added.ts';
import type { SourceFilter } from './options.ts';
import { invalidInput } from './refusal.ts';
import type { Source } from './source.ts';
import type { Account, Vendor } from './vendor.ts';

/** How many of the known accounts an error names. */
const NAMED = 5;

/** What an argument says of an account. */
interface Address {
  readonly vendor?: unknown;
  readonly account?: unknown;
}

/** @throws TicketbridgeError `invalid-input` when there is no source, or two are for the same account */
export function checkAccounts(verb: string, sources: readonly Account[]): void {
  if (sources.length === 0) throw invalidInput(verb, 'sources', 'must be at least one source');
  const known = new Set<string>();
  for (const [index, source] of sources.entries()) {
    if (isAdded(known, nameOf(source))) continue;
    throw invalidInput(verb, `sources[${index}]`, `must be of another account than ${nameOf(source)}`);
  }
}

/** Finds the source of an account; without a name, the only one that the vendor has. */
export function findSource<N extends Vendor>(
  sources: readonly Source<N>[],
  verb: string,
  address: Address,
  field: string,
): Source<N> {
  const [found, ...others] = sources.filter((source) => isAt(source, address));
  if (!found || others.length > 0) throw unknownAccount(sources, verb, field);
  return found;
}

/** Selects the sources of the vendors and accounts that are asked for, in the order in which they were given. */
export function selectSources<N extends Vendor>(
  sources: readonly Source<N>[],
  verb: string,
  { vendors, accounts }: SourceFilter,
): readonly Source<N>[] {
  const select = (field: string, addresses: readonly Address[] = [{}]) => {
    const unknown = addresses.findIndex((address) => !sources.some((source) => isAt(source, address)));
    if (unknown >= 0) throw unknownAccount(sources, verb, `${field}[${unknown}]`);
    return (source: Source<N>) => addresses.some((address) => isAt(source, address));
  };
  const ofVendors = vendors?.map((vendor) => ({ vendor }));
  return sources.filter(select('vendors', ofVendors)).filter(select('accounts', accounts));
}

function isAt(source: Account, { vendor = source.vendor, account = source.account }: Address): boolean {
  return source.vendor === vendor && source.account === account;
}

function unknownAccount(sources: readonly Account[], verb: string, field: string) {
  const names = sources.slice(0, NAMED).map(nameOf).join(', ');
  return invalidInput(verb, field, `must be one of the accounts that were given, such as ${names}`);
}

function nameOf({ vendor, account }: Account): string {
  return `${vendor}:${account}`;
}
