import { setTimeout } from 'node:timers/promises';
import type { Vendor } from '@ticketbridge/facade';
import type { AccountStatus, Inbox, OutboxEntry } from '@ticketbridge/inbox';
import { adviseInbox, adviseLook, type Place } from '../advice.ts';
import { VENDOR_VARIABLES } from '../configuration/environment.ts';
import type { Output } from '../output.ts';
import { shownAccount, shownRef } from '../ref.ts';
import { whyNotRead } from './inbox.ts';

/** Milliseconds between two looks at what fails. */
const PAUSE = 2_000;

/** What an inbox is told of with. */
export interface Telling {
  readonly out: Output;
  readonly place: Place;
}

/** An account or an entry that fails. */
interface Trouble {
  readonly why: string;
  /** What to do about it; it is told anew when that changes. */
  readonly remedy: string;
  /** Says how it ended; `undefined` where it has not. */
  ending(): Promise<string | undefined>;
}

export type Troubles = ReadonlyMap<string, Trouble>;

/**
 * Tells of each account and each entry of the outbox once that it fails, and what to mend, and once how that ended, until
 * `signal` aborts.
 */
export async function tellTroubles(inbox: Inbox, telling: Telling, signal: AbortSignal): Promise<void> {
  let known: Troubles = new Map();
  while (!signal.aborted) {
    known = await tellChanges(inbox, telling, known);
    await setTimeout(PAUSE, undefined, { signal }).catch(() => {});
  }
}

/** Looks once, tells what is not known, and resolves to what fails now. */
export async function tellChanges(inbox: Inbox, { out, place }: Telling, known: Troubles): Promise<Troubles> {
  // An inbox that cannot be read is told of elsewhere.
  const found = await troublesOf(inbox, place).catch(() => undefined);
  if (!found) return known;
  for (const [name, { why, remedy }] of found) {
    if (known.get(name)?.remedy !== remedy) await out.note(`${name} ${why.replace(/\.$/, '')}. ${remedy}.`, 'red');
  }
  const lasting: [string, Trouble][] = [];
  for (const [name, trouble] of known) {
    if (found.has(name)) continue;
    const ending = await trouble.ending().catch(() => undefined);
    if (ending === undefined) lasting.push([name, trouble]);
    else await out.note(`${name} ${ending}.`, 'yellow');
  }
  return new Map([...found, ...lasting]);
}

async function troublesOf(inbox: Inbox, place: Place): Promise<Troubles> {
  const [{ accounts }, entries] = await Promise.all([inbox.status(), inbox.outbox.open()]);
  return new Map([
    ...accounts.filter(({ failures }) => failures > 0).map(ofAccount),
    ...entries.flatMap((entry) => ofEntry(inbox, place, entry)),
  ]);
}

function ofAccount(account: AccountStatus): [string, Trouble] {
  const why = `cannot be read: ${whyNotRead(account)}`;
  return [shownAccount(account), { why, remedy: remedyOf(account), ending: async () => 'can be read again' }];
}

function ofEntry(inbox: Inbox, place: Place, entry: OutboxEntry): [string, Trouble][] {
  const { id, ref, vendor, state, isUndecided, reason: failure = 'no answer is known' } = entry;
  const name = `Entry ${id} for ${ref ? shownRef(ref) : shownAccount(entry)}`;
  const ending = async () => endingOf(await inbox.outbox.get(id));
  if (isUndecided) {
    const decide = `${adviseInbox(['outbox', 'decide', id], place)} was-sent|was-not-sent`;
    const remedy = `Look: ${adviseLook(ref ? ['read', shownRef(ref)] : ['list'], place)}, then: ${decide}`;
    return [[name, { why: `may have arrived, or not: ${failure}`, remedy, ending }]];
  }
  const isFailing = state === 'queued' && entry.reason !== undefined;
  if (!isFailing) return [];
  return [[name, { why: `cannot be sent: ${failure}`, remedy: remedyOf({ vendor, failure }), ending }]];
}

/** Tells what became of an entry; `undefined` while it is not settled. */
function endingOf(entry: OutboxEntry | undefined): string | undefined {
  if (entry?.state === 'accepted') return 'was accepted';
  if (entry?.state === 'refused') return `was refused: ${entry.reason}`;
  return entry?.state === 'cancelled' ? 'was cancelled' : undefined;
}

interface Address {
  readonly url: string;
  readonly credentials: string;
  readonly file: string;
}

/** What to mend, by the kind that a failure names. */
const REMEDIES: readonly (readonly [RegExp, (address: Address) => string])[] = [
  [
    /\bunauthorized\b/,
    ({ credentials, file }) => `The credential is refused: mend ${credentials}, or ${file}, and start again`,
  ],
  [/\bforbidden\b/, ({ credentials }) => `The vendor may not allow it to this credential: look at ${credentials}`],
  [/\b(not-found|redirect)\b/, ({ url, file }) => `Look whether the address is right: ${url}, or ${file}`],
  [/\bthrottled\b/, () => 'There is nothing to mend: the inbox asks more slowly'],
  [
    /\bserver\b|timeout|no connection|no answer/,
    ({ url, file }) => `It is tried again; if it lasts, look at the network and the address: ${url}, or ${file}`,
  ],
];

function remedyOf({ vendor, failure = '' }: { readonly vendor: Vendor; readonly failure: string | undefined }): string {
  const [, say] = REMEDIES.find(([kind]) => kind.test(failure)) ?? [];
  return say?.({ ...VENDOR_VARIABLES[vendor], file: `"${vendor}" in the configuration file` }) ?? 'It is tried again';
}
