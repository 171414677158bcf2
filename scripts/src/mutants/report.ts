import type { Verdict } from './judge.ts';
import type { Mutant } from './mutant.ts';

/** A mutant, and what became of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  /** In milliseconds. */
  readonly duration: number;
}

/** Says what became of a mutant, in a line or more. */
export function describe({ mutant, verdict, duration }: Judged): string {
  const seconds = `${(duration / 1000).toFixed(1)} s`;
  switch (verdict.outcome) {
    case 'killed':
      return `killed    ${mutant.name}, ${seconds}\n          ${verdict.by}: ${verdict.where}: ${verdict.what}`;
    case 'survived':
      return `SURVIVED  ${mutant.name}, ${seconds}\n          Nothing notices that ${mutant.says} (${mutant.file}).`;
    case 'error':
      return `ERROR     ${mutant.name}, ${seconds}\n          ${verdict.why}`;
  }
}

/** What was tried, as JSON for a page. */
export interface Report {
  readonly seed: number | 'all';
  readonly mutants: readonly (Pick<Mutant, 'name' | 'corner' | 'says' | 'file'> & Verdict)[];
}

export function reportOf(seed: number | 'all', judged: readonly Judged[]): Report {
  const mutants = judged
    .map(({ mutant: { name, corner, says, file }, verdict }) => ({ name, corner, says, file, ...verdict }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { seed, mutants };
}

/** Counts what became of the mutants, by corner. */
export function summarize(judged: readonly Judged[]): string {
  const lines = [...Map.groupBy(judged, ({ mutant }) => mutant.corner)].map(([corner, ofCorner]) => {
    const by = Map.groupBy(ofCorner, ({ verdict }) => (verdict.outcome === 'killed' ? verdict.by : verdict.outcome));
    const counts = [...by].map(([how, all]) => `${all.length} ${NAMES[how]}`).join(', ');
    return `${corner}: ${ofCorner.length} mutants, ${counts}`;
  });
  return lines.join('\n');
}

const NAMES = {
  test: 'killed by a test',
  types: 'by the types',
  lint: 'by the lint of specs',
  survived: 'SURVIVED',
  error: 'PROVED NOTHING',
} as const;

/** Tells whether every mutant was noticed. */
export function areAllKilled(judged: readonly Judged[]): boolean {
  return judged.length > 0 && judged.every(({ verdict }) => verdict.outcome === 'killed');
}
