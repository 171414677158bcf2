import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ThreadRef } from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { commitMessages } from '../../src/mirror/messages.ts';
import type { MessageReading } from '../../src/mirror/reading.ts';
import { commitThreads } from '../../src/mirror/threads.ts';
import { forget } from '../../src/privacy.ts';
import { searchMessages } from '../../src/read/search.ts';
import { SqliteDatabase } from '../../src/sqlite/database.ts';
import { copiesAt, type Desk, REFS, sendAll, useDesk } from './desk.ts';

const openDesk = useDesk();
const TEXT = 'Zwiebel';
const WRITES = { brandlovers: 'addTicketMessage', clubcollect: 'createInvoiceTicket' } as const;
const OURS = {
  brandlovers: { author: 'unknown', visibility: 'CUSTOMER' },
  clubcollect: { author: 'us', sender: 'COMPANY' },
} as const;
const STATE = { native: 'OPEN', active: true, turn: 'unknown', from: 'field' } as const;

/** Puts what the vendor holds of a thread into the mirror, as polls do. */
async function mirror({ database, bridge, clock }: Desk, ref: ThreadRef): Promise<void> {
  const messages: MessageReading[] = [];
  for await (const message of bridge.messages(ref)) {
    const { id, text, sentAt, raw } = message;
    const native = ref.vendor === 'clubcollect' ? id : undefined;
    const ours = text === TEXT ? OURS[ref.vendor] : { author: 'unknown' as const };
    messages.push({ native, text, sentAt, raw, ...ours });
  }
  const account = { vendor: ref.vendor, account: ref.account };
  await database.write(async (tx) => {
    const writing = { tx, database, account, at: clock.at, isSilent: false };
    await commitThreads(writing, [{ ref, state: STATE }]);
    await commitMessages(writing, [{ ref, messages, isWhole: true }]);
  });
}

/** Whether the text stands somewhere in the store: also in what a file keeps of it. */
async function isHeld(database: Database): Promise<boolean> {
  const entries = await database.reader.selectFrom('outbox').select('content').execute();
  const messages = await database.reader.selectFrom('messages').selectAll().execute();
  if (JSON.stringify([entries, messages]).includes(TEXT)) return true;
  if (!(database instanceof SqliteDatabase)) return false;
  const folder = dirname(database.path);
  return readdirSync(folder).some((file) => readFileSync(`${folder}/${file}`).includes(TEXT));
}

const hits = ({ database }: Desk) => Array.fromAsync(searchMessages(database, TEXT, {}));

/** How an entry that was queued before its thread was forgotten comes to be settled. */
const ENDS: readonly (readonly [name: string, end: (desk: Desk, ref: ThreadRef, id: string) => Promise<unknown>])[] = [
  ['an answer', (desk) => sendAll(desk)],
  [
    'a look',
    async (desk, { vendor }) => {
      desk.sandbox.addFault({ kind: 'reset', operation: WRITES[vendor], applied: true, calls: 1 });
      await sendAll(desk);
    },
  ],
  [
    'a refusal',
    async (desk, { vendor }) => {
      desk.sandbox.addFault({ kind: 'status', status: 400, operation: WRITES[vendor], calls: 1 });
      await sendAll(desk);
    },
  ],
  ['being cancelled', (desk, _, id) => desk.outbox.cancel(id)],
  [
    'a person who says that it was sent',
    async (desk, { vendor }, id) => {
      desk.sandbox.addFault({ kind: 'reset', operation: WRITES[vendor], applied: true, calls: 1 });
      await desk.send();
      await desk.outbox.decide(id, 'was-sent');
    },
  ],
  [
    'a person who says that it was not sent, and an answer',
    async (desk, { vendor }, id) => {
      desk.sandbox.addFault({ kind: 'reset', operation: WRITES[vendor], applied: false, calls: 1 });
      await sendAll(desk);
      await desk.outbox.decide(id, 'was-not-sent');
      await sendAll(desk);
    },
  ],
];

describe.each(REFS)('at $vendor', (ref) => {
  test.each(ENDS)('the text of an entry of a forgotten thread goes with %s', async (_, end) => {
    const desk = await openDesk();
    await mirror(desk, ref);
    const { id } = await desk.outbox.reply(ref, TEXT);
    await forget(desk.database, ref, desk.clock.at);
    expect(await desk.outbox.get(id)).toMatchObject({ text: TEXT });
    await end(desk, ref, id);
    expect(await desk.outbox.open()).toEqual([]);
    expect(await isHeld(desk.database)).toBe(false);
    desk.clock.at += 86_400_000;
    await mirror(desk, ref);
    expect(await isHeld(desk.database)).toBe(false);
    expect(await hits(desk)).toEqual([]);
  });

  test('a message that is mirrored before its entry is settled has no text', async () => {
    const desk = await openDesk();
    await mirror(desk, ref);
    const { id } = await desk.outbox.reply(ref, TEXT);
    await forget(desk.database, ref, desk.clock.at);
    desk.sandbox.addFault({ kind: 'reset', operation: WRITES[ref.vendor], applied: true, calls: 1 });
    await desk.send();
    await mirror(desk, ref);
    expect(await hits(desk)).toEqual([]);
    await sendAll(desk);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', text: undefined });
    expect(await isHeld(desk.database)).toBe(false);
  });

  test('is purged also where equal texts that were there before cannot be counted any more', async () => {
    const desk = await openDesk();
    await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    await mirror(desk, ref);
    await desk.outbox.reply(ref, TEXT);
    await forget(desk.database, ref, desk.clock.at);
    await sendAll(desk);
    await mirror(desk, ref);
    expect(copiesAt(desk, ref, TEXT)).toBe(2);
    expect(await isHeld(desk.database)).toBe(false);
  });

  test('what was sent before, and is mirrored after, has no text, whatever the clocks say', async () => {
    const desk = await openDesk();
    await mirror(desk, ref);
    await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    await forget(desk.database, ref, 0);
    await mirror(desk, ref);
    expect(await isHeld(desk.database)).toBe(false);
  });

  test('an equal reply of later is kept', async () => {
    const desk = await openDesk();
    await mirror(desk, ref);
    await desk.outbox.reply(ref, TEXT);
    await forget(desk.database, ref, 0);
    await sendAll(desk);
    await mirror(desk, ref);
    const later = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    await mirror(desk, ref);
    expect(await desk.outbox.get(later.id)).toMatchObject({ state: 'accepted', text: TEXT });
    expect(await hits(desk)).toHaveLength(1);
  });
});
