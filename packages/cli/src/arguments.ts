import type { Account } from '@ticketbridge/facade';
import { readAccount } from './ref.ts';
import { UsageError } from './usage-error.ts';

/**
 * Takes exactly as many arguments as have names.
 *
 * @throws UsageError naming the one that is missing, or too much
 */
export function readPositionals<const N extends readonly string[]>(
  given: readonly string[],
  ...names: N
): { readonly [K in keyof N]: string } {
  const missing = names[given.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing; see --help`);
  if (given.length > names.length) {
    throw new UsageError(`"${given[names.length]}" is too much: write a text with spaces in quotes; see --help`);
  }
  // One for each name.
  return given as { readonly [K in keyof N]: string };
}

/** @throws UsageError when it is no whole number from `least` */
export function readCount(flag: string, text: string | undefined, least = 1): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (count < least) throw new UsageError(`${flag} must be a whole number from ${least}`);
  return count;
}

/** Reads the accounts to work with, of which there are credentials or an inbox; `undefined`: all. */
export function readAccounts(texts: readonly string[] | undefined): readonly Account[] | undefined {
  return texts?.map(readAccount);
}

/** @throws UsageError when it is none of the values */
export function readOneOf<const T extends string>(name: string, values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${name} must be ${values.join(' or ')}`);
  return found;
}
