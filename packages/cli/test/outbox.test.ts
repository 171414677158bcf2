import { DatabaseSync } from 'node:sqlite';
import { stripVTControlCharacters } from 'node:util';
import { parseThreadRef } from '@ticketbridge/facade';
import {
  type Inbox,
  InboxError,
  type InboxErrorCode,
  type OutboxEntry,
  openInbox,
  sqliteStore,
} from '@ticketbridge/inbox';
import { expect, onTestFinished, test } from 'vitest';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { sourcesOf } from '../src/configuration/sources.ts';
import type { SendOptions } from '../src/desk/desk.ts';
import { inboxDesk } from '../src/desk/inbox.ts';
import type { ThreadOrder } from '../src/desk/order.ts';
import { openSandbox, records, ticket, ticketbridge } from './desk.ts';
import { inboxPath } from './inbox.ts';

const REF = 'brandlovers:shop:1';
const OTHER = 'brandlovers:shop:2';
const ORDER: ThreadOrder = { verb: 'reply', ref: parseThreadRef(REF), text: 'Oi!' };

/** An inbox that has read nothing yet, and that nobody runs. */
async function openEmpty() {
  const { sandbox, env: vendors } = await openSandbox([ticket('1'), ticket('2')], []);
  const path = await inboxPath();
  const inbox = await openInbox({
    store: sqliteStore(path),
    sources: sourcesOf(await readConfiguration(vendors, undefined)),
  });
  onTestFinished(async () => await inbox[Symbol.asyncDispose]());
  const writes = () => sandbox.journal.entries().filter(({ method }) => method !== 'GET');
  return { sandbox, inbox, path, env: { ...vendors, TICKETBRIDGE_INBOX: path }, writes };
}

/** Sends with an inbox that fails as given; by default the wait is over at once. */
function sendWith(inbox: Inbox, order = ORDER, signal = AbortSignal.abort(), tell: SendOptions['tell'] = () => {}) {
  const desk = inboxDesk(inbox, { accounts: [], currentMessages: undefined, signal });
  return desk.send(order, { wait: 60, tell });
}

function failing(code: InboxErrorCode): () => Promise<never> {
  return () => Promise.reject(new InboxError(code, 'The inbox: nothing was changed, try again.'));
}

/** Every way in which a store can fail while an entry is under way, and what can be known after it. */
const STATES: Readonly<Record<OutboxEntry['state'], string>> = {
  queued: 'queued',
  sending: 'unknown',
  unknown: 'unknown',
  accepted: 'accepted',
  refused: 'refused',
  cancelled: 'not-sent',
};

const CODES: readonly InboxErrorCode[] = [
  'store-locked',
  'store-full',
  'store-unusable',
  'store-newer',
  'store-moved',
  'not-found',
  'lost',
];

test.each(Object.entries(STATES))(
  'the store fails while an entry is %s: the outcome is %s, with the entry and its key',
  async (state, outcome) => {
    const { inbox } = await openEmpty();
    const get = async (id: string): Promise<OutboxEntry | undefined> => {
      const entry = await inbox.outbox.get(id);
      return entry && { ...entry, state: stateOf(state) };
    };
    for (const code of CODES) {
      const sent = await sendWith({ ...inbox, send: failing(code), outbox: { ...inbox.outbox, get } });
      const entry = (await inbox.outbox.open()).at(-1);
      expect(sent).toMatchObject({ outcome, entry: entry?.id, key: entry?.key });
      expect(sent.why ?? '').not.toMatch(/try again|nothing was changed/);
    }
  },
);

function stateOf(name: string): OutboxEntry['state'] {
  if (name === 'queued' || name === 'sending' || name === 'unknown') return name;
  return name === 'accepted' || name === 'refused' ? name : 'cancelled';
}

test('a store that fails and cannot be read any more: it is unknown, with the entry and its key', async () => {
  const { inbox } = await openEmpty();
  for (const code of CODES) {
    const sent = await sendWith({ ...inbox, send: failing(code), outbox: { ...inbox.outbox, get: failing(code) } });
    const entry = (await inbox.outbox.open()).at(-1);
    expect(sent).toMatchObject({ outcome: 'unknown', entry: entry?.id, key: entry?.key });
  }
});

test('a store that another program holds for too long is waited for, as long as there is patience', async () => {
  const { inbox, writes } = await openEmpty();
  let isHeld = true;
  const send: Inbox['send'] = async (id, options) => {
    if (!isHeld) return await inbox.send(id, options);
    isHeld = false;
    throw new InboxError('store-locked', 'The inbox: nothing was changed, try again.');
  };
  const sent = await sendWith({ ...inbox, send }, ORDER, new AbortController().signal);
  expect([sent, writes().length]).toEqual([expect.objectContaining({ outcome: 'accepted' }), 1]);
});

test('while the inbox cannot be reached, the one who waits for an entry is told so', async () => {
  const { inbox } = await openEmpty();
  const stopping = new AbortController();
  const stopped = new Promise((resolve) => stopping.signal.addEventListener('abort', resolve));
  const send: Inbox['send'] = async () => {
    await stopped;
    throw new InboxError('store-unreachable', 'The inbox: try again.');
  };
  const outbox = { ...inbox.outbox, get: failing('store-unreachable') };
  const told = Promise.withResolvers<string>();
  const sending = sendWith({ ...inbox, send, outbox }, ORDER, stopping.signal, told.resolve);
  expect(await told.promise).toBe('the inbox cannot be reached, trying again');
  stopping.abort();
  expect(await sending).toMatchObject({ outcome: 'unknown', why: 'the inbox cannot be reached' });
});

test('an entry whose commit nobody has heard of is unknown, and its key makes it safe to repeat', async () => {
  const { inbox } = await openEmpty();
  const reply: Inbox['outbox']['reply'] = async (...args) => {
    await inbox.outbox.reply(...args);
    throw new InboxError('store-unusable', 'The connection was lost.');
  };
  const sent = await sendWith({ ...inbox, outbox: { ...inbox.outbox, reply } });
  expect(sent).toMatchObject({ outcome: 'unknown', key: expect.any(String) });
  await sendWith({ ...inbox, send: failing('already-running') }, { ...ORDER, key: sent.key });
  expect(await inbox.outbox.open()).toHaveLength(1);
});

test.each(['store-locked', 'store-full'] as const)('an order that %s kept out of the outbox fails', async (code) => {
  const { inbox } = await openEmpty();
  const sending = sendWith({ ...inbox, outbox: { ...inbox.outbox, reply: failing(code) } });
  await expect(sending).rejects.toMatchObject({ code });
  expect(await inbox.outbox.open()).toEqual([]);
});

/** Puts the one entry of an inbox into a state, as a sender or a person would have. */
function settleAs(path: string, columns: Readonly<Record<string, string | number>>): void {
  using database = new DatabaseSync(path);
  const sets = Object.keys(columns).map((name) => `${name} = ?`);
  database.prepare(`update outbox set ${sets.join(', ')}`).run(...Object.values(columns));
}

const BY_PERSON = { settled_at: 1, settled_by: 'person' };
const LOST = { attempts: 1, sent_at: 1, looks: 3, reason: 'no answer came' };

/** Every state in which a key can find an entry, and what is said of it. */
test.each([
  ['queued', { state: 'queued' }, 5, /^Queued for .* as .*Given again with --key k it is the same order\./],
  [
    'undecided',
    { state: 'unknown', ...LOST },
    4,
    /not known whether it arrived.*no answer came.*read .* --no-inbox.*outbox decide/,
  ],
  [
    'accepted',
    { state: 'accepted', attempts: 1, sent_at: 1, settled_by: 'answer' },
    0,
    /^Sent to the customer before, with this key, at 1970/,
  ],
  ['decided', { state: 'accepted', ...LOST, ...BY_PERSON }, 0, /^Sent .*before.*\(a person has decided so\)/],
  [
    'refused',
    { state: 'refused', attempts: 1, reason: 'the vendor says no' },
    1,
    /Nothing was sent.*says no.*another --key/,
  ],
  [
    'cancelled',
    { state: 'cancelled', attempts: 1, reason: 'no answer came', ...BY_PERSON },
    1,
    /Nothing was sent.*: it was cancelled\. .*another --key/,
  ],
  [
    'cancelled too late',
    { state: 'cancelled', ...LOST, ...BY_PERSON },
    4,
    /not known.*cancelled after it had been sent.*Look before[^,]+--no-inbox$/m,
  ],
  [
    'purged',
    { state: 'cancelled', reason: 'its text was purged before it was sent', settled_at: 1 },
    1,
    /Nothing was sent.*its text was purged/,
  ],
] as const)('a key that finds an entry that is %s says so', async (_, columns, code, said) => {
  const { inbox, path, env, writes } = await openEmpty();
  await inbox.outbox.reply(ORDER.ref, ORDER.text, { key: 'k' });
  settleAs(path, columns);
  const args = ['reply', REF, 'Oi!', '--yes', '--key', 'k', '--wait', '0'];
  const ended = await ticketbridge(args, env);
  expect([ended.code, `${ended.out}${ended.err}`, writes()]).toEqual([code, expect.stringMatching(said), []]);
  const [record] = records((await ticketbridge([...args, '--json'], env)).out);
  expect(record).toMatchObject({ key: 'k', entry: expect.any(String) });
  expect(record?.isEarlier).toBe(columns.state === 'queued' ? undefined : true);
});

test('create with a key that a ticket has from before the inbox sends nothing, and claims nothing', async () => {
  const { env, writes } = await openEmpty();
  const create = (text: string, ...more: readonly string[]) =>
    ticketbridge(
      [
        'create',
        'brandlovers',
        text,
        '--order',
        '7',
        '--type',
        'DELIVERY',
        '--from',
        'Loja',
        '--key',
        'k',
        '--yes',
        ...more,
      ],
      env,
    );
  expect(await create('First', '--no-inbox')).toMatchObject({ code: 0 });
  const { code, out, err } = await create('Other');
  expect([code, out, writes().length]).toEqual([6, '', 1]);
  expect(err).toContain('Nothing was sent to brandlovers:shop:');
});

test('before it is sent again, the person sees the thread as the vendor has it, what was tried, and the text', async () => {
  const { inbox, path, env, writes } = await openEmpty();
  const { id } = await inbox.outbox.reply(ORDER.ref, ORDER.text);
  settleAs(path, { state: 'unknown', ...LOST });
  const decide = ['outbox', 'decide', id, 'was-not-sent'];
  const { code, err } = await ticketbridge(decide, env, { answers: 'n\n' });
  expect([code, stripVTControlCharacters(err)]).toEqual([
    3,
    [
      `Thread ${REF}, where the last message is`,
      '2026-03-01T09:00:00.000Z  by: unknown, visible: CUSTOMER',
      '  Cadê meu pedido? 0',
      `Entry ${id}: reply, sent at 1970-01-01T00:00:00.001Z: no answer came`,
      'Your text:',
      '  Oi!',
      'It is queued again, and sent. Decide so? [y/N] Nothing was decided.',
      '',
    ].join('\n'),
  ]);
  expect(writes()).toEqual([]);
});

test('a wrong entry is refused before anything is asked', async () => {
  const { env } = await openEmpty();
  const { err } = await ticketbridge(['outbox', 'decide', 'nothing', 'was-not-sent'], env, { answers: 'y\n' });
  expect(err).toContain('has no entry "nothing"');
  expect(err).not.toContain('[y/N]');
});

test.each([
  ['list', '--account', 'brandlovers:shp'],
  ['export', '--account', 'brandlovers:shp'],
  ['search', 'x', '--account', 'brandlovers:shp'],
  ['read', 'brandlovers:shp:1'],
  ['retain', 'brandlovers:shp', '30'],
])('%s %s %s: an account that the inbox does not know is refused', async (...args) => {
  const { env } = await openEmpty();
  const { code, out, err } = await ticketbridge(args, env);
  expect([code, out, err]).toEqual([
    2,
    '',
    expect.stringMatching(
      /^ticketbridge: (--account|THREAD|ACCOUNT): the inbox has no account brandlovers:shp; it has brandlovers:shop, clubcollect:club\n$/,
    ),
  ]);
});

test.each([['list'], ['list', '--json'], ['export'], ['search', 'x']])(
  '%s %s: a mirror that nobody keeps up to date says so',
  async (...args) => {
    const { path, env } = await openEmpty();
    using database = new DatabaseSync(path);
    database.exec("update accounts set phase = 'ready', polled_at = 1");
    const { code, err } = await ticketbridge(args, env);
    expect([code, err.split('\n')[0]]).toEqual([
      0,
      'Nobody runs the inbox: it was read at 1970-01-01T00:00:00Z. What was sent or came later is missing; list, read and export ask the vendors with --no-inbox.',
    ]);
  },
);

test('what is shown before a reply comes from the vendor, and where that is silent, its age is told', async () => {
  const { path, env } = await openEmpty();
  const shown = async (vendors: Readonly<Record<string, string>>) =>
    (await ticketbridge(['reply', OTHER, 'Oi!'], { ...env, ...vendors }, { answers: 'n\n' })).err;
  expect(await shown({})).toContain('Cadê meu pedido? 0');
  using database = new DatabaseSync(path);
  database.exec("update accounts set phase = 'ready', polled_at = 1");
  const columns = 'vendor, account, thread, active, turn, evidence, state_seen_at, hinted, is_read, changed_at';
  database.exec(
    `insert into threads (${columns}) values ('brandlovers', 'shop', '2', 'yes', 'ours', 'list', 1, 0, 1, 1)`,
  );
  const silent = await shown({ BRANDLOVERS_URL: 'http://127.0.0.1:9/api' });
  expect(silent).toContain('the vendor does not tell now; of the inbox it was read at 1970-01-01T00:00:00Z');
});
