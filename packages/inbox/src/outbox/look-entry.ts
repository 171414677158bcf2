import { lookFor, putOff } from './asking.ts';
import type { Claimed } from './claims.ts';
import { effectOf } from './effect-of.ts';
import { LOOKS } from './entry.ts';
import { judgeLook } from './judge-look.ts';
import { LOOK_DELAYS, type Sending } from './sending.ts';
import { giveBack, noteAccepted } from './settle.ts';

/**
 * Looks once whether an entry of unknown fate has arrived. Only more copies than before prove something: after the last
 * look, after many that failed, and at once where nothing can be looked for, a person has to decide.
 */
export async function lookAtEntry(sending: Sending, claimed: Claimed): Promise<void> {
  const { bridge, clock, lookDelays = LOOK_DELAYS } = sending;
  const { copies_before, looks } = claimed.row;
  const look = effectOf(bridge, claimed.row)?.look;
  if (!look || copies_before === null) return giveBack(sending, claimed, { looks: LOOKS });
  try {
    const found = await lookFor(sending, claimed, look);
    if (found !== 'hidden' && found.copies > copies_before) return await noteAccepted(sending, claimed, 'look', found);
    const next = looks + 1;
    await giveBack(sending, claimed, { looks: next, failed_looks: 0, due_at: clock.now() + (lookDelays[next] ?? 0) });
  } catch (error) {
    const { failedLooks, isHopeless } = await judgeLook(sending, claimed, error);
    await putOff(sending, claimed, error, { failed_looks: failedLooks, ...(isHopeless && { looks: LOOKS }) });
  }
}
