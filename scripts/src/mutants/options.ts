import { parseArgs } from 'node:util';

/** What `pnpm mutants` was asked for. */
export interface Options {
  readonly all: boolean;
  readonly seed: number | undefined;
  readonly only: readonly string[];
  readonly list: boolean;
  readonly report: string | undefined;
}

/**
 * Reads the arguments of `pnpm mutants`.
 *
 * @throws Error for an argument that there is not, or that would mean nothing
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      all: { type: 'boolean', default: false },
      seed: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  });
  const { all, seed, only, list, report } = values;
  if (seed !== undefined && !(/^\d+$/.test(seed) && Number.isSafeInteger(Number(seed)))) {
    throw new Error(`--seed takes a whole number, such as 7, not ${JSON.stringify(seed)}`);
  }
  if (seed !== undefined && (all || only.length > 0)) {
    throw new Error('--seed is of a sample: it means nothing beside --all or --only');
  }
  if (only.includes('')) throw new Error('--only takes a part of the name of a mutant, not an empty text');
  if (report === '') throw new Error('--report takes the path of a file, not an empty text');
  if (list && report !== undefined) throw new Error('--list tries nothing that --report could say');
  return { all, seed: seed === undefined ? undefined : Number(seed), only, list, report };
}
