import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, type Source, type Vendor } from '@ticketbridge/facade';
import { UsageError } from './program.ts';

/** Every account that the programs work with, in the form that `createTicketbridge` takes. */
export type Accounts = readonly [Source<Vendor>, ...Source<Vendor>[]];

/**
 * The accounts that the environment names.
 *
 * - `BRANDLOVERS_URL`, `BRANDLOVERS_TOKENS`: `name=token` of each seller, separated by commas
 * - `CLUBCOLLECT_URL`, `CLUBCOLLECT_API_KEY`, `CLUBCOLLECT_COMPANIES`: the companies' ids, separated by commas
 *
 * @throws UsageError naming the variable that is missing or wrong
 */
export function readAccounts(env: NodeJS.ProcessEnv): Accounts {
  const sellers = readSellers(env);
  const clubcollect = createClubcollect({
    baseUrl: required(env, 'CLUBCOLLECT_URL'),
    apiKey: required(env, 'CLUBCOLLECT_API_KEY'),
  });
  const [first, ...others] = readList(env, 'CLUBCOLLECT_COMPANIES');
  const company = (companyId: string) => clubcollectSource(clubcollect, { companyId });
  return [...sellers, company(first), ...others.map(company)];
}

function readSellers(env: NodeJS.ProcessEnv): Accounts {
  const baseUrl = required(env, 'BRANDLOVERS_URL');
  const [first, ...others] = readList(env, 'BRANDLOVERS_TOKENS');
  const seller = (entry: string) => {
    const [account = '', ...rest] = entry.split('=');
    const token = rest.join('=');
    if (account === '' || token === '') throw new UsageError('BRANDLOVERS_TOKENS must be name=token,name=token,...');
    return brandloversSource(createBrandlovers({ baseUrl, token }), { account });
  };
  return [seller(first), ...others.map(seller)];
}

function readList(env: NodeJS.ProcessEnv, name: string): [string, ...string[]] {
  const [first, ...others] = required(env, name)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (first === undefined) throw new UsageError(`${name} names no account`);
  return [first, ...others];
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new UsageError(`the environment variable ${name} is not set`);
  return value;
}
