import type { Ticketbridge } from '@ticketbridge/facade';
import { EFFECTS as BRANDLOVERS } from '../brandlovers/effects.ts';
import { EFFECTS as CLUBCOLLECT } from '../clubcollect/effects.ts';
import { vendorOf } from '../model.ts';
import type { Effect } from './effect.ts';
import { contentOf, type Row } from './entry.ts';

/** Returns what an entry is to bring about; nothing where that was purged. */
export function effectOf(bridge: Ticketbridge, row: Row): Effect | undefined {
  const { account, key, verb } = row;
  const content = contentOf(row);
  if (!content) return undefined;
  const facts = { bridge, account, key, verb, content };
  const id = row.thread ?? '';
  return {
    brandlovers: () => BRANDLOVERS[verb]?.({ ...facts, ref: { vendor: 'brandlovers', account, id } }),
    clubcollect: () => CLUBCOLLECT[verb]?.({ ...facts, ref: { vendor: 'clubcollect', account, id } }),
  }[vendorOf(row.vendor)]();
}
