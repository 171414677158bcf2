import { createHash } from 'node:crypto';
import type { Mutant } from './mutant.ts';
import { operatorOf } from './spec.ts';

/** How many mutants of the code a sample has of each corner. */
const OF_A_CORNER = 4;

/** Samples mutants: one place of each operator of the specs, and some of each other corner; the same for the same seed. */
export function sample(mutants: readonly Mutant[], seed: number): readonly Mutant[] {
  const rank = ({ name }: Mutant) => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  const shuffled = mutants.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const groups = Map.groupBy(shuffled, (mutant) => (mutant.corner === 'spec' ? operatorOf(mutant) : mutant.corner));
  return [...groups].flatMap(([, group]) => group.slice(0, group[0]?.corner === 'spec' ? 1 : OF_A_CORNER));
}
