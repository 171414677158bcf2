import { findSource } from './accounts.ts';
import { readArguments, type Signatures, type VerbSignature } from './checks.ts';
import type { Source } from './source.ts';
import type { Vendor } from './vendor.ts';

type Verb = (...given: readonly unknown[]) => unknown;

/**
 * Makes verbs that read their arguments and are sent to the source of the account that the first of them names.
 *
 * @param vendor the vendor of verbs that only one has; without it the first argument names the vendor too
 */
export function verbsOf<N extends Vendor>(
  sources: readonly Source<N>[],
  signatures: Signatures,
  vendor?: Vendor,
): Readonly<Record<string, Verb>> {
  return Object.freeze(
    Object.fromEntries(
      Object.entries(signatures).map(([name, signature]) => [name, verbOf(sources, name, signature, vendor)]),
    ),
  );
}

function verbOf<N extends Vendor>(
  sources: readonly Source<N>[],
  name: string,
  { arguments: checks, isList }: VerbSignature,
  vendor: Vendor | undefined,
): Verb {
  const verb = vendor ? `${vendor}.${name}` : name;
  const send: Verb = (...given) => {
    const read: Readonly<Record<string, unknown>> = readArguments(verb, checks, given);
    const values = Object.keys(checks).map((argument) => read[argument]);
    const address: { readonly vendor?: unknown; readonly account?: unknown } = { vendor, ...Object(values[0]) };
    // What names its vendor is a ref or a receipt; anything else is given for its account alone.
    const field = 'vendor' in Object(values[0]) ? `${Object.keys(checks)[0]}.account` : 'account';
    const { verbs }: { readonly verbs: object } = findSource(sources, verb, address, field);
    const sent: Verb = Reflect.get(verbs, name);
    return sent(...values);
  };
  return isList ? send : async (...given) => send(...given);
}
