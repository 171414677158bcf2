import type { ThreadRef } from '@ticketbridge/facade';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageIdsOf } from '../src/message-id.ts';
import type { MessageReading } from '../src/mirror/reading.ts';
import { message } from './readings.ts';

const ticket: ThreadRef = { vendor: 'brandlovers', account: 'shop', id: 't-1' };
const invoice: ThreadRef = { vendor: 'clubcollect', account: 'club', id: 'i-1' };

const idOf = (ref: ThreadRef, reading: MessageReading) => messageIdsOf(ref, [reading])[0];

/** What differs from `message('ok')`, and whether it is another message then. */
const differences: readonly [what: string, ref: ThreadRef, changes: Partial<MessageReading>, isOther: boolean][] = [
  ['another text', ticket, { text: 'OK' }, true],
  ['no text', ticket, { text: undefined }, true],
  ['another instant', ticket, { sentAt: new Date('2026-03-01T09:00:00.001Z') }, true],
  ['a date that is no instant', ticket, { sentAt: 'yesterday' }, true],
  ['no date', ticket, { sentAt: undefined }, true],
  ['other readers', ticket, { visibility: 'INTERNAL' }, true],
  ["another id of the vendor's", ticket, { native: 't-1-0' }, false],
  ['another field that is not documented', ticket, { raw: { body: 'ok', likes: 3 } }, false],
  ["another id of the vendor's", invoice, { native: 't-2' }, true],
  ['another text under the same id', invoice, { text: 'OK' }, false],
  ['the same words as an id and as content', invoice, { native: undefined }, true],
];

describe('the id of a message', () => {
  it.each(differences)('with %s, at %o, is another one only if the message is', (_, ref, changes, isOther) => {
    expect(idOf(ref, message('ok', changes)) !== idOf(ref, message('ok'))).toBe(isOther);
  });

  it.each([
    { ...ticket, id: 't-2' },
    { ...ticket, account: 'other' },
    { ...invoice, account: 'shop', id: 't-1' },
  ] satisfies ThreadRef[])('is another one in %o', (ref) => {
    expect(idOf(ref, message('ok'))).not.toBe(idOf(ticket, message('ok')));
  });

  it('never changes from one version to the next', () => {
    expect(idOf(ticket, message('ok'))).toMatchInlineSnapshot(`"YAZ8W9lGo1dmcJPCYn2j6nXgri96waPTEXOpHuTVJi0"`);
    expect(idOf(invoice, message('ok'))).toMatchInlineSnapshot(`"rcqRw14496sR1eX6zKukjvZuHa0L4HqGu0WRM9AmqXE"`);
  });

  it('counts equal messages, so that the same messages have the same ids in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ok', 'ok?', 'no'), { maxLength: 8 }), fc.nat(), (texts, seed) => {
        const ids = messageIdsOf(
          ticket,
          texts.map((text) => message(text)),
        );
        const shuffled = texts.toSorted((a, b) => ((a.length * seed) % 7) - ((b.length * seed) % 7));
        expect(new Set(ids).size).toBe(texts.length);
        expect(
          messageIdsOf(
            ticket,
            shuffled.map((text) => message(text)),
          ).toSorted(),
        ).toEqual(ids.toSorted());
      }),
    );
  });

  it('gives a further equal message a further id, and keeps those before', () => {
    const two = messageIdsOf(ticket, [message('ok'), message('ok')]);
    expect(messageIdsOf(ticket, [message('ok'), message('ok'), message('ok')]).slice(0, 2)).toEqual(two);
  });
});
