import type { ThreadRef } from '@ticketbridge/facade';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { commitAbsences } from '../src/mirror/absences.ts';
import { commitListed, commitReady } from '../src/mirror/account.ts';
import { commitMessages } from '../src/mirror/messages.ts';
import type { MessageReading, ThreadReading } from '../src/mirror/reading.ts';
import { commitThreads } from '../src/mirror/threads.ts';
import { forget, purge } from '../src/privacy.ts';
import { type Mirror, minutes, openMirror } from './mirror-of.ts';
import { message } from './readings.ts';
import { addEntry } from './support/rows.ts';

const ref: ThreadRef = { vendor: 'brandlovers', account: 'shop', id: 't-1' };
const address = { vendor: 'brandlovers', account: 'shop' };

let mirror: Mirror;
beforeEach(async () => {
  mirror = await openMirror({ vendor: 'brandlovers', account: 'shop' });
  onTestFinished(() => mirror[Symbol.asyncDispose]());
});

function thread(native = 'OPEN', changes: Partial<ThreadReading> = {}): ThreadReading {
  const state = { native, active: native !== 'CLOSED', turn: 'unknown', from: 'field' } as const;
  return { ref, state, subject: 'Order 1', raw: { ticketId: 't-1', status: native }, ...changes };
}

const list = (minute: number, reading: ThreadReading, isSilent = false) =>
  mirror.write(minute, (writing) => commitThreads(writing, [reading]), isSilent);

const read = (minute: number, messages: readonly MessageReading[], options: { isSilent?: boolean } = {}) =>
  mirror.write(minute, (writing) => commitMessages(writing, [{ ref, messages, isWhole: true }]), options.isSilent);

const absent = (minute: number) => mirror.write(minute, (writing) => commitAbsences(writing, ['t-1']));

async function detailOf(type: string): Promise<unknown> {
  const { detail } = await mirror.database.reader
    .selectFrom('events')
    .select('detail')
    .where('type', '=', type)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  return JSON.parse(detail);
}

describe('threads', () => {
  it('are new once, hinted until they are read, and no write while they stay the same', async () => {
    await list(0, thread());
    await list(1, thread());
    expect(await mirror.events()).toEqual(['thread.new t-1']);
    expect(await mirror.threads()).toMatchObject([{ hinted: 1, is_read: 0, state_seen_at: minutes(0) }]);
    await read(2, []);
    expect(await mirror.threads()).toMatchObject([{ hinted: 0, is_read: 1, read_at: minutes(2) }]);
  });

  it('tell a state that no store can keep to the letter once', async () => {
    const word = 'half of \ud83d, and \0';
    await list(0, thread(word));
    await list(1, thread(word));
    expect(await mirror.events()).toEqual(['thread.new t-1']);
  });

  it('are hinted when anything of their ticket changes, which is no event', async () => {
    await list(0, thread());
    await read(0, []);
    await list(1, thread('OPEN', { raw: { ticketId: 't-1', status: 'OPEN', updatedAt: 'later' } }));
    expect(await mirror.events()).toEqual(['thread.new t-1']);
    expect(await mirror.threads()).toMatchObject([{ hinted: 1, probe_at: null, changed_at: minutes(1) }]);
  });

  it('do not become young again by a change that the vendor does not date', async () => {
    const changedAt = minutes(0);
    await list(5, thread('OPEN', { changedAt }));
    await list(9, thread('OPEN', { changedAt, raw: { ticketId: 't-1', status: 'OPEN', channel: 'app' } }));
    expect(await mirror.threads()).toMatchObject([{ hinted: 1, changed_at: minutes(5) }]);
    await list(9, thread('OPEN', { changedAt: minutes(8), raw: { ticketId: 't-1', status: 'OPEN' } }));
    expect(await mirror.threads()).toMatchObject([{ hinted: 1, changed_at: minutes(9) }]);
  });

  it('are not hinted by another order of the fields', async () => {
    await list(0, thread());
    await read(0, []);
    await list(1, thread('OPEN', { raw: { status: 'OPEN', ticketId: 't-1' } }));
    expect(await mirror.threads()).toMatchObject([{ hinted: 0 }]);
  });

  it('tell another state with the last sight of the one before', async () => {
    await list(0, thread());
    await mirror.write(5, (writing) => commitListed(writing, minutes(5), 0));
    await list(9, thread('CLOSED'));
    expect(await mirror.events()).toEqual(['thread.new t-1', 'thread.state t-1']);
    expect(await detailOf('thread.state')).toEqual({
      from: { active: true, turn: 'unknown', native: 'OPEN', from: 'field', asOf: new Date(minutes(5)).toISOString() },
      to: { active: false, turn: 'unknown', native: 'CLOSED', from: 'field', asOf: new Date(minutes(9)).toISOString() },
    });
  });

  it('tell no time after the change as the last sight of the state before, when the clock was set back', async () => {
    await list(9, thread());
    await list(5, thread('CLOSED'));
    const asOf = new Date(minutes(5)).toISOString();
    expect(await detailOf('thread.state')).toMatchObject({ from: { asOf }, to: { asOf } });
  });

  it('tell each return to a state as an event of its own', async () => {
    for (const [minute, native] of ['OPEN', 'CLOSED', 'OPEN', 'CLOSED'].entries()) await list(minute, thread(native));
    expect(await mirror.events()).toEqual(['thread.new t-1', ...Array(3).fill('thread.state t-1')]);
    expect(await mirror.threads()).toMatchObject([{ state_changes: 3, native: 'CLOSED', active: 'no' }]);
  });

  it.each([
    ['when they are listed', ['&#91;ticketbridge:order-1] Where is it?']],
    ['when it is listed later', [undefined, '[ticketbridge:order-1] Where is it?']],
  ])('that the outbox has created are known by their mark %s', async (_, descriptions) => {
    const entry = { verb: 'createThread', thread: null, sent_at: minutes(0), state: 'unknown' } as const;
    await mirror.database.write((tx) => addEntry(tx, ref, { key: 'order-1', ...entry }));
    for (const description of descriptions) await list(1, thread('OPEN', { description, raw: { description } }));
    const entries = mirror.database.reader.selectFrom('outbox').select(['state', 'thread', 'settled_by']);
    expect(await entries.execute()).toEqual([{ state: 'accepted', thread: 't-1', settled_by: 'look' }]);
  });

  it('are missing after three readings without them, one after the other, and new again when they are back', async () => {
    await list(0, thread());
    await read(0, [message('a')]);
    await absent(1);
    await absent(2);
    await list(3, thread());
    for (const minute of [4, 5]) await absent(minute);
    expect(await mirror.events()).toEqual(['thread.new t-1', 'message.new t-1 a']);
    await absent(6);
    await absent(7);
    expect(await mirror.events()).toEqual(['thread.missing t-1']);
    expect(await mirror.threads()).toMatchObject([{ missing_since: minutes(6) }]);
    await list(8, thread('CLOSED'));
    expect(await mirror.events()).toEqual(['thread.new t-1']);
    expect(await mirror.threads()).toMatchObject([{ missing_since: null, misses: 0, hinted: 1, native: 'CLOSED' }]);
    await read(9, [message('a')]);
    expect(await mirror.events()).toEqual([]);
  });

  it('that were missing for a while were not seen whenever the others were', async () => {
    await list(0, thread());
    await mirror.write(1, (writing) => commitListed(writing, minutes(1), 0));
    await absent(2);
    await mirror.write(3, (writing) => commitListed(writing, minutes(3), 0));
    await list(4, thread('CLOSED'));
    expect(await detailOf('thread.state')).toMatchObject({ from: { asOf: new Date(minutes(1)).toISOString() } });
  });
});

describe('messages', () => {
  beforeEach(async () => {
    await list(0, thread());
    await mirror.events();
  });

  it('are new once, also equal ones', async () => {
    await read(1, [message('ok'), message('ok')]);
    await read(2, [message('ok'), message('ok')]);
    expect(await mirror.events()).toEqual(['message.new t-1 ok', 'message.new t-1 ok']);
    await read(3, [message('ok'), message('ok'), message('ok')]);
    expect(await mirror.events()).toEqual(['message.new t-1 ok']);
    expect(await mirror.threads()).toMatchObject([{ message_count: 3, changed_at: minutes(3) }]);
  });

  it('are gone, back and gone with events of their own', async () => {
    const both = [message('a'), message('b')];
    await read(1, both);
    await read(2, both.slice(0, 1));
    await read(3, both);
    await read(4, both.slice(0, 1));
    expect((await mirror.events()).slice(2)).toEqual(['message.gone t-1 b', 'message.new t-1 b', 'message.gone t-1 b']);
    expect(await mirror.messages()).toMatchObject([{ gone_at: null }, { gone_at: minutes(4) }]);
    const ids = await mirror.database.reader.selectFrom('events').select('id').execute();
    expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
  });

  it('are one event when all of several are replaced at once', async () => {
    await read(1, [message('a'), message('b')]);
    await mirror.events();
    await read(2, [message('A'), message('B')]);
    expect(await mirror.events()).toEqual(['thread.rewritten t-1']);
    expect(await detailOf('thread.rewritten')).toEqual({ messages: 2 });
  });

  it('keep the place of the last whole reading', async () => {
    await read(1, [message('a')]);
    await read(2, [message('b'), message('a')]);
    expect((await mirror.messages()).map(({ text }) => text)).toEqual(['b', 'a']);
  });

  it('that the outbox has written are ours, one for each entry, and others of the same text are not', async () => {
    await read(1, [message('ok')]);
    const entry = { content: JSON.stringify({ text: 'ok' }), sent_at: minutes(2), copies_before: 1 };
    await mirror.database.write((tx) => addEntry(tx, ref, { key: 'k', state: 'accepted', ...entry }));
    await read(3, [message('ok'), message('ok'), message('ok')]);
    expect(await mirror.messages()).toMatchObject([
      { author: 'unknown', entry: null },
      { author: 'us', entry: 'k' },
      { author: 'unknown', entry: null },
    ]);
  });

  it('are found by their words', async () => {
    await read(1, [message('Olá, onde está?')]);
    const found = mirror.database.reader
      .selectFrom('messages')
      .select('text')
      .where(mirror.database.search.holdsAll(['esta', 'ola']));
    expect(await found.execute()).toHaveLength(1);
  });

  it('that are written after their thread was forgotten have their text, though a clock was ahead then', async () => {
    const later = message('later', { sentAt: new Date(minutes(3)) });
    await read(1, [message('old')]);
    await forget(mirror.database, ref, minutes(60 * 24));
    await read(4, [message('old'), later]);
    expect(await mirror.messages()).toMatchObject([
      { text: null, words: null, raw: null, purged_at: minutes(60 * 24) },
      { text: 'later', words: 'later', raw: '{"body":"later"}', purged_at: null },
    ]);
    expect(await mirror.events()).toEqual(['message.new t-1', 'message.new t-1 later']);
  });

  it('keep their text whatever their date is, where nothing is to be purged', async () => {
    const dates = [new Date(0), new Date(-1), 'long ago', undefined];
    await read(
      1,
      dates.map((sentAt) => message('old', { sentAt })),
    );
    expect((await mirror.messages()).map(({ text }) => text)).toEqual(Array(4).fill('old'));
  });

  it('that are older than what their account keeps are told with their text before it is purged', async () => {
    await mirror.database.write((tx) => tx.updateTable('accounts').set({ retention_days: 1 }).execute());
    await read(60 * 24 * 9, [message('old')]);
    expect(await mirror.messages()).toMatchObject([{ text: 'old', purged_at: null }]);
    await purge(mirror.database, minutes(60 * 24 * 9));
    expect(await mirror.messages()).toMatchObject([{ text: null, purged_at: minutes(60 * 24 * 9) }]);
  });

  it('never bring back what was purged of a forgotten thread', async () => {
    await mirror.database.write((tx) =>
      tx
        .updateTable('threads')
        .set({ forgotten_at: minutes(1), raw: null, subject: null })
        .execute(),
    );
    await list(2, thread('CLOSED'));
    expect(await mirror.threads()).toMatchObject([{ raw: null, subject: null, native: 'CLOSED', hinted: 1 }]);
  });
});

describe('the first run', () => {
  it('is silent, and ends in one event with what there is', async () => {
    await list(0, thread(), true);
    await read(1, [message('a'), message('b')], { isSilent: true });
    expect(await mirror.events()).toEqual([]);
    await mirror.write(2, (writing) => commitReady(writing, minutes(0)), true);
    expect(await mirror.events()).toEqual(['account.ready']);
    expect(await detailOf('account.ready')).toEqual({ threads: 1, messages: 2 });
    const account = await mirror.database.reader.selectFrom('accounts').selectAll().executeTakeFirst();
    expect(account).toMatchObject({ ...address, phase: 'ready', listed_at: minutes(0) });
  });

  it('makes old what is read of a thread later, and was sent before all was known', async () => {
    const sent = (minute: number) => ({ sentAt: new Date(minutes(minute)) });
    await list(0, thread(), true);
    await mirror.write(2, (writing) => commitReady(writing, minutes(0)), true);
    expect(await mirror.events()).toEqual(['account.ready']);
    const messages = [message('at', sent(2)), message('after', sent(3)), message('before', sent(1))];
    const undated = message('undated', { sentAt: 'ontem' });
    await mirror.write(8, (writing) => commitMessages(writing, [{ ref, messages: [undated], isWhole: false }]));
    expect(await mirror.events()).toEqual([]);
    expect(await mirror.threads()).toMatchObject([{ changed_at: minutes(0) }]);
    await read(9, [undated, ...messages]);
    expect(await mirror.events()).toEqual(['message.new t-1 after']);
    await read(10, [undated, ...messages, message('late', sent(1))]);
    expect(await mirror.events()).toEqual(['message.new t-1 late']);
  });

  it('goes by the vendor as well, where our clock is behind', async () => {
    const other: ThreadRef = { ...ref, id: 't-2' };
    await list(0, thread(), true);
    await list(0, { ...thread(), ref: other }, true);
    await read(1, [message('a', { sentAt: new Date(minutes(99)) })], { isSilent: true });
    await mirror.write(2, (writing) => commitReady(writing, minutes(0)), true);
    const messages = [99, 100].map((minute) => message(`at ${minute}`, { sentAt: new Date(minutes(minute)) }));
    await mirror.write(3, (writing) => commitMessages(writing, [{ ref: other, messages, isWhole: true }]));
    expect(await mirror.events()).toEqual(['account.ready', 'message.new t-2 at 100']);
  });

  it('takes the age of a thread from the vendor, and never from a time that is to come', async () => {
    const sentAt = new Date(minutes(7));
    await list(60, thread('OPEN', { changedAt: minutes(5) }), true);
    await read(60, [message('a', { sentAt }), message('b', { sentAt: new Date(minutes(99)) })], { isSilent: true });
    expect(await mirror.threads()).toMatchObject([{ changed_at: minutes(7) }]);
  });
});
