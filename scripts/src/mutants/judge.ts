import type { Mutant } from './mutant.ts';
import type { Finding, Probe } from './probes.ts';
import { generate, type Slot, withMutant } from './slot.ts';

/** What became of a mutant. */
export type Verdict =
  | {
      readonly outcome: 'killed';
      readonly by: 'lint' | 'types' | 'test';
      readonly where: string;
      readonly what: string;
    }
  | { readonly outcome: 'survived' }
  /** It proves nothing, such as a mutant that does not even load. */
  | { readonly outcome: 'error'; readonly why: string };

/** Tells what a probe finds where there is no mutant, such as a test that needs what is built. */
export type FindBefore = (slot: Slot, probe: Probe) => Promise<readonly Finding[]>;

/** Makes what remembers the findings without a mutant, of which there must be none in the slot that is given. */
export function rememberFindings(): FindBefore {
  const known = new Map<string, Promise<readonly Finding[]>>();
  return (slot, probe) => {
    const findings = known.get(probe.key) ?? probe.find(slot);
    known.set(probe.key, findings);
    return findings;
  };
}

/** Tries a mutant in a slot with one probe after the other, until one finds what it does not find without the mutant. */
export async function judge(
  slot: Slot,
  mutant: Mutant,
  probes: readonly Probe[],
  before: FindBefore,
): Promise<Verdict> {
  for (const probe of probes) {
    const former = await before(slot, probe);
    const findings = await withMutant(slot, mutant, async () => {
      if (mutant.corner === 'spec' && probe.seesGenerated) await generate(slot);
      return probe.find(slot);
    });
    const isNew = ({ where, what }: Finding) => !former.some((one) => one.where === where && one.what === what);
    const [finding] = findings.filter(isNew);
    if (finding) return verdictOf(finding);
  }
  return { outcome: 'survived' };
}

function verdictOf({ by, where, what }: Finding): Verdict {
  if (by === 'loading') return { outcome: 'error', why: `it does not even load: ${where}: ${what}` };
  return { outcome: 'killed', by, where, what };
}
