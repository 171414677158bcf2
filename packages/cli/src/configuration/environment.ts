import { UsageError } from '../usage-error.ts';
import { isSeen } from '../visible.ts';
import type { BrandloversAccounts, ClubcollectAccounts, Configuration } from './configuration.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What each variable is for, as `--help` shows it. */
export const VARIABLES: Readonly<Record<string, string>> = {
  BRANDLOVERS_TOKENS: 'name=token of each seller, separated by commas; the names are yours',
  BRANDLOVERS_URL: "where BrandLovers is; default: the vendor's production",
  CLUBCOLLECT_API_KEY: "the partner's key",
  CLUBCOLLECT_COMPANIES: "the companies' ids, separated by commas",
  CLUBCOLLECT_URL: "where ClubCollect is; default: the vendor's production",
  TICKETBRIDGE_INBOX: 'the file of the inbox, or the postgres:// address of its database',
  TICKETBRIDGE_CONFIG: 'the configuration file, of mode 600; default: ticketbridge/config.json in ~/.config',
};

/** The variables of each vendor. */
export const VENDOR_VARIABLES = {
  brandlovers: { url: 'BRANDLOVERS_URL', credentials: 'BRANDLOVERS_TOKENS' },
  clubcollect: { url: 'CLUBCOLLECT_URL', credentials: 'CLUBCOLLECT_API_KEY and CLUBCOLLECT_COMPANIES' },
} as const;

/** @throws UsageError naming the variable that is missing or wrong */
export function readEnvironment(env: Environment): Configuration {
  return {
    brandlovers: readBrandlovers(env),
    clubcollect: readClubcollect(env),
    inbox: given(env, 'TICKETBRIDGE_INBOX'),
  };
}

function readBrandlovers(env: Environment): BrandloversAccounts | undefined {
  const sellers = readList(env, 'BRANDLOVERS_TOKENS')?.map(readSeller);
  if (!sellers) return undefined;
  const names = sellers.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`BRANDLOVERS_TOKENS has the name "${twice}" twice`);
  return { baseUrl: given(env, 'BRANDLOVERS_URL'), sellers: Object.fromEntries(sellers) };
}

/** A token may hold "=". */
function readSeller(entry: string): readonly [string, string] {
  const [name = '', ...rest] = entry.split('=');
  const token = rest.join('=');
  if (name === '' || token === '') throw new UsageError('BRANDLOVERS_TOKENS must be name=token,name=token,...');
  return [name, token];
}

function readClubcollect(env: Environment): ClubcollectAccounts | undefined {
  const apiKey = given(env, 'CLUBCOLLECT_API_KEY');
  const companies = readList(env, 'CLUBCOLLECT_COMPANIES');
  if (apiKey === undefined && companies === undefined) return undefined;
  if (apiKey === undefined) throw missing('CLUBCOLLECT_API_KEY', 'CLUBCOLLECT_COMPANIES');
  if (companies === undefined) throw missing('CLUBCOLLECT_COMPANIES', 'CLUBCOLLECT_API_KEY');
  return { baseUrl: given(env, 'CLUBCOLLECT_URL'), apiKey, companies };
}

function readList(env: Environment, name: string): readonly string[] | undefined {
  const text = given(env, name);
  if (text === undefined) return undefined;
  const entries = text.split(',').map((entry) => entry.trim());
  const found = entries.filter((entry) => entry !== '');
  if (found.length === 0) throw new UsageError(`${name} names no account`);
  return found;
}

/**
 * Reads a variable; `undefined` where it is not set.
 *
 * @throws UsageError where it is blank: a script whose own variable is missing would send to production instead
 */
export function given(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (value !== undefined && !isSeen(value)) throw new UsageError(`${name} is set, and blank: unset it, or fill it in`);
  return value;
}

function missing(name: string, beside: string): UsageError {
  return new UsageError(`${beside} is set and the environment variable ${name} is not`);
}
