import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseThreadRef } from '@ticketbridge/facade';
import { type AccountStatus, type OutboxEntry, openInbox, sqliteStore } from '@ticketbridge/inbox';
import { expect, onTestFinished, test } from 'vitest';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { sourcesOf } from '../src/configuration/sources.ts';
import { type Troubles, tellChanges } from '../src/desk/troubles.ts';
import { Output } from '../src/output.ts';
import { inboxPath } from './inbox.ts';

/** How an inbox is at one look: it works where nothing is said; "away" cannot be read. */
type Look = 'away' | { readonly account?: Partial<AccountStatus>; readonly entry?: Partial<OutboxEntry> };

/** What is told of one account and one entry, look after look. */
async function toldOf(looks: readonly Look[]): Promise<readonly string[]> {
  // Nothing is asked of it.
  const env = { XDG_CONFIG_HOME: '/nowhere', BRANDLOVERS_URL: 'http://127.0.0.1:9', BRANDLOVERS_TOKENS: 'shop=token' };
  const sources = sourcesOf(await readConfiguration(env, undefined));
  const inbox = await openInbox({ store: sqliteStore(await inboxPath()), sources });
  onTestFinished(async () => await inbox[Symbol.asyncDispose]());
  const placed = await inbox.outbox.reply(parseThreadRef('brandlovers:shop:1'), 'Oi!');
  const healthy = await inbox.status();
  const stderr = new PassThrough();
  const telling = {
    out: new Output({ stdout: new PassThrough(), stderr }),
    place: { config: undefined, inbox: 'i.sqlite' },
  };
  let entry: OutboxEntry = placed;
  let known: Troubles = new Map();
  for (const look of looks) {
    const { account, entry: changes } = look === 'away' ? {} : look;
    entry = { ...placed, id: 'e', ...changes };
    const isOpen = ['queued', 'sending', 'unknown'].includes(entry.state);
    const status: typeof inbox.status = async () => {
      if (look === 'away') throw new Error('away');
      return { ...healthy, accounts: healthy.accounts.map((one) => ({ ...one, phase: 'ready', ...account })) };
    };
    const outbox = { ...inbox.outbox, open: async () => (isOpen ? [entry] : []), get: async () => entry };
    known = await tellChanges({ ...inbox, status, outbox }, telling, known);
  }
  stderr.end();
  return (await text(stderr)).split('\n').slice(0, -1);
}

const failing = (failure: string) => ({ account: { failures: 1, failure } });
const UNAUTHORIZED = failing('unauthorized (status 401)');
const TOLD = expect.stringMatching(
  /^brandlovers:shop cannot be read: unauthorized \(status 401\)\. .*mend BRANDLOVERS_TOKENS, or "brandlovers" in the/,
);
const BACK = 'brandlovers:shop can be read again.';
const UNSENT = { entry: { reason: 'server (status 500)' } };
const UNSENT_TOLD = expect.stringMatching(
  /^Entry e for brandlovers:shop:1 cannot be sent: server \(status 500\)\. It is/,
);

test.each<[string, readonly Look[], readonly unknown[]]>([
  ['nothing fails', [{}, {}], []],
  ['an account fails, and works again', [UNAUTHORIZED, UNAUTHORIZED, {}, {}], [TOLD, BACK]],
  ['it fails twice', [UNAUTHORIZED, {}, UNAUTHORIZED, {}], [TOLD, BACK, TOLD, BACK]],
  ['the inbox cannot be read meanwhile', [UNAUTHORIZED, 'away', UNAUTHORIZED, 'away', {}], [TOLD, BACK]],
  ['something else is to be mended', [failing('server (status 500)'), UNAUTHORIZED], [expect.any(String), TOLD]],
  ['the same is to be mended', [UNAUTHORIZED, failing('unauthorized (status 401; code x)')], [TOLD]],
  ['its first run fails', [{ account: { ...UNAUTHORIZED.account, phase: 'listing' } }], [expect.stringMatching(/run/)]],
  [
    'an entry is sent in the end',
    [
      UNSENT,
      UNSENT,
      { entry: { state: 'sending' } },
      UNSENT,
      { entry: { state: 'accepted' } },
      { entry: { state: 'accepted' } },
    ],
    [UNSENT_TOLD, 'Entry e for brandlovers:shop:1 was accepted.'],
  ],
  [
    'an entry is refused in the end',
    [UNSENT, { entry: { state: 'refused', reason: 'rejected (status 400)' } }],
    [UNSENT_TOLD, 'Entry e for brandlovers:shop:1 was refused: rejected (status 400).'],
  ],
  [
    'a person has to decide, and cancels',
    [UNSENT, { entry: { state: 'unknown', isUndecided: true } }, { entry: { state: 'cancelled' } }],
    [
      UNSENT_TOLD,
      expect.stringMatching(
        /may have arrived.*Look: ticketbridge read brandlovers:shop:1 --no-inbox, then: .*--inbox i\./,
      ),
      'Entry e for brandlovers:shop:1 was cancelled.',
    ],
  ],
])('of what fails is told once when it begins, and once when it ends: %s', async (_, looks, told) => {
  expect(await toldOf(looks)).toEqual(told);
});

test.each([
  ['forbidden-or-throttled (status 403)', 'look at BRANDLOVERS_TOKENS'],
  ['not-found (status 404)', 'BRANDLOVERS_URL'],
  ['redirect (status 302)', 'BRANDLOVERS_URL'],
  ['throttled (status 429)', 'nothing to mend'],
  ['no connection was made (connect ECONNREFUSED)', 'look at the network'],
  ['timeout after 30000 ms', 'look at the network'],
  ['protocol (a list is missing).', 'missing). It is tried again.'],
])('says what to mend where a poll fails with "%s"', async (failure, remedy) => {
  expect(await toldOf([failing(failure)])).toEqual([expect.stringContaining(remedy)]);
});
