import type { ThreadRef } from '@ticketbridge/facade';
import { describe, expect, it } from 'vitest';
import { messageIdsOf } from '../src/message-id.ts';
import { type Content, identify } from '../src/mirror/identify.ts';
import type { MessageReading } from '../src/mirror/reading.ts';
import { message } from './readings.ts';

const ref: ThreadRef = { vendor: 'clubcollect', account: 'club', id: 'i-1' };

function held(id: string, { sentAt, text }: MessageReading, purged_at: number | null = null): Content {
  return {
    id,
    sent_at: sentAt instanceof Date ? sentAt.getTime() : null,
    sent_text: typeof sentAt === 'string' ? sentAt : null,
    text: purged_at === null ? (text ?? null) : null,
    purged_at,
  };
}

const idOf = (reading: MessageReading) => messageIdsOf(ref, [reading])[0] ?? '';
const first = message('first');

/** What may be read under the id of a message, and whether it is that message. */
const CASES: readonly [title: string, read: MessageReading, isSame: boolean, isPurged?: true][] = [
  ['the message itself', message('first'), true],
  ['another text', message('other'), false],
  ['another instant', message('first', { sentAt: new Date(0) }), false],
  ['a date that is no instant any more', message('first', { sentAt: '01-03-2026 09:00' }), true],
  ['no date any more', message('first', { sentAt: undefined }), true],
  ['no text any more', message('first', { text: undefined }), false],
  ['a text, where that which is held was purged', message('other'), true, true],
  ['another instant, where the text was purged', message('first', { sentAt: new Date(0) }), false, true],
];

describe('under the id of a message that is held', () => {
  it.each(CASES)('%s', (_, read, isSame, isPurged) => {
    const rows = [held(idOf(first), first, isPurged ? 1 : null)];
    const [id] = identify(ref, [read], rows);
    expect(id === idOf(first)).toBe(isSame);
    expect(identify(ref, [read], [...rows, held(id ?? '', read)])).toEqual([id]);
  });

  it('another message stays another one when both were purged', () => {
    const other = message('other');
    const rows = [held(idOf(first), first)];
    const [id = ''] = identify(ref, [other], rows);
    expect(identify(ref, [other], [held(idOf(first), first, 1), held(id, other, 1)])).toEqual([id]);
  });

  it('texts that a store keeps in another form are the same', () => {
    const odd = message('a\0b\ud800');
    expect(identify(ref, [odd], [held(idOf(odd), { ...odd, text: 'a\ufffdb\ufffd' })])).toEqual([idOf(odd)]);
  });
});
