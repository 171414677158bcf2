import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, type Source, type Vendor } from '@ticketbridge/facade';
import { UsageError } from './program.ts';

/**
 * The accounts that the environment names.
 *
 * - `BRANDLOVERS_URL`, `BRANDLOVERS_TOKENS`: `name=token` of each seller, separated by commas
 * - `CLUBCOLLECT_URL`, `CLUBCOLLECT_API_KEY`, `CLUBCOLLECT_COMPANIES`: the companies' ids, separated by commas
 *
 * @throws UsageError naming the variable that is missing or wrong
 */
export function readAccounts(env: NodeJS.ProcessEnv): readonly Source<Vendor>[] {
  const sellers = readSellers(env);
  const clubcollect = createClubcollect({
    baseUrl: required(env, 'CLUBCOLLECT_URL'),
    apiKey: required(env, 'CLUBCOLLECT_API_KEY'),
  });
  const companies = readList(env, 'CLUBCOLLECT_COMPANIES');
  return [...sellers, ...companies.map((companyId) => clubcollectSource(clubcollect, { companyId }))];
}

function readSellers(env: NodeJS.ProcessEnv): readonly Source<Vendor>[] {
  return readTokens(env).map(({ account, ...options }) => brandloversSource(createBrandlovers(options), { account }));
}

/** The sellers that the environment names, each with how a client reaches the vendor. */
export function readTokens(
  env: NodeJS.ProcessEnv,
): readonly Readonly<Record<'account' | 'baseUrl' | 'token', string>>[] {
  const baseUrl = required(env, 'BRANDLOVERS_URL');
  return readList(env, 'BRANDLOVERS_TOKENS').map((entry) => {
    const [account = '', ...rest] = entry.split('=');
    const token = rest.join('=');
    if (account === '' || token === '') throw new UsageError('BRANDLOVERS_TOKENS must be name=token,name=token,...');
    return { account, baseUrl, token };
  });
}

function readList(env: NodeJS.ProcessEnv, name: string): readonly string[] {
  const entries = required(env, name)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) throw new UsageError(`${name} names no account`);
  return entries;
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value?.trim()) throw new UsageError(`the environment variable ${name} is not set`);
  return value;
}
