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

/**
 * Tries a mutant in a slot with one probe after the other, until one finds what it does not find without the mutant. What a
 * test finds has to be found twice: a failure by chance, such as a timeout on a busy machine, kills nothing.
 */
export async function judge(
  slot: Slot,
  mutant: Mutant,
  probes: readonly Probe[],
  before: FindBefore,
): Promise<Verdict> {
  for (const probe of probes) {
    const former = await before(slot, probe);
    const finding = await withMutant(slot, mutant, async () => {
      if (mutant.corner === 'spec' && probe.seesGenerated) await generate(slot);
      const findings = await probe.find(slot);
      return firstLasting(
        slot,
        findings.filter((one) => !former.some((known) => isSame(known, one))),
      );
    });
    if (finding) return verdictOf(finding);
  }
  return { outcome: 'survived' };
}

async function firstLasting(slot: Slot, findings: readonly Finding[]): Promise<Finding | undefined> {
  for (const finding of findings) {
    const { again } = finding;
    if (!again || (await again.find(slot)).some((other) => isSame(other, finding))) return finding;
  }
  return undefined;
}

function isSame(one: Finding, other: Finding): boolean {
  return one.where === other.where && one.what === other.what;
}

function verdictOf({ by, where, what }: Finding): Verdict {
  if (by === 'loading') return { outcome: 'error', why: `it does not even load: ${where}: ${what}` };
  return { outcome: 'killed', by, where, what };
}
