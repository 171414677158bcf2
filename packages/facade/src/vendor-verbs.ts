import type { Accounts } from './accounts.ts';
import { readArguments, type VerbSignature } from './checks.ts';
import type { Source } from './source.ts';
import type { Vendor } from './vendor.ts';

type Verb = (...given: readonly unknown[]) => unknown;

/** Makes every vendor's own verbs: each reads its arguments, and is sent to the account that they name. */
export function verbsByVendor<N extends Vendor>(
  sources: readonly Source<N>[],
  accounts: Accounts<N>,
): Readonly<Record<string, Readonly<Record<string, Verb>>>> {
  return Object.fromEntries(
    sources.map(({ vendor, signatures }) => {
      const verbs = Object.entries(signatures).map(([name, signature]): [string, Verb] => [
        name,
        verbOf(accounts, vendor, name, signature),
      ]);
      return [vendor, Object.freeze(Object.fromEntries(verbs))];
    }),
  );
}

function verbOf<N extends Vendor>(
  accounts: Accounts<N>,
  vendor: Vendor,
  name: string,
  { arguments: checks, addressedBy, answers }: VerbSignature,
): Verb {
  const send: Verb = (...given) => {
    const verb = `${vendor}.${name}`;
    const checked: Readonly<Record<string, unknown>> = readArguments(verb, checks, given);
    const values = Object.keys(checks).map((argument) => checked[argument]);
    const account: unknown = Object(values[0]).account;
    const field = addressedBy === 'account' || !('vendor' in Object(values[0])) ? 'account' : `${addressedBy}.account`;
    const source = accounts.find(verb, vendor, typeof account === 'string' ? account : undefined, field);
    const own: Readonly<Record<string, Verb>> = Object.fromEntries(Object.entries(source.verbs));
    return own[name]?.(...values);
  };
  return answers === 'list' ? send : async (...given) => send(...given);
}
