import type { ThreadRef } from '@ticketbridge/facade';
import { describe, expect, it } from 'vitest';
import { messageIdsOf } from '../src/message-id.ts';
import { differenceOf, type Known, type Placed } from '../src/mirror/difference.ts';
import { message } from './readings.ts';

const ref: ThreadRef = { vendor: 'brandlovers', account: 'shop', id: 't-1' };

/** Messages as the mirror holds them; a name in brackets is one that is gone. */
function held(...names: readonly string[]): readonly Known[] {
  const texts = names.map((name) => name.replace(/[()]/g, ''));
  const ids = messageIdsOf(
    ref,
    texts.map((text) => message(text)),
  );
  return names.map((name, place) => ({
    ...{ id: ids[place] ?? '', place, gone_at: name.startsWith('(') ? 1 : null },
    ...{ native: 'm', sent_at: null, sent_text: null, text: texts[place] ?? null, purged_at: null },
  }));
}

function compare(known: readonly Known[], names: readonly string[], isWhole = true) {
  const { added, returned, moved, gone, count, isRewritten } = differenceOf(
    { ref, messages: names.map((name) => message(name)), isWhole },
    known,
  );
  const texts = (placed: readonly Placed[]) => placed.map((one) => one.message.text);
  const told = {
    added: texts(added),
    returned: texts(returned),
    moved: Object.fromEntries([...moved].map(([by, ids]) => [by, ids.length])),
    gone: gone.length,
    count,
  };
  return { ...told, isRewritten };
}

const nothing = { added: [], returned: [], moved: {}, gone: 0, isRewritten: false };

/** What is held, what is read, and what that changes. */
const cases: readonly [title: string, held: string[], read: string[], changes: object, isWhole?: false][] = [
  ['nothing of nothing', [], [], { count: 0 }],
  ['nothing of the same', ['a', 'b'], ['a', 'b'], { count: 2 }],
  ['a first message', [], ['a'], { added: ['a'], count: 1 }],
  ['a further message at the end', ['a'], ['a', 'b'], { added: ['b'], count: 2 }],
  ['a further message at the start', ['a'], ['b', 'a'], { added: ['b'], moved: { 1: 1 }, count: 2 }],
  ['a further equal message', ['a'], ['a', 'a'], { added: ['a'], count: 2 }],
  ['one of two equal messages gone', ['a', 'a'], ['a'], { gone: 1, count: 1 }],
  ['a message gone', ['a', 'b'], ['b'], { gone: 1, moved: { [-1]: 1 }, count: 1 }],
  ['one gone and one written', ['a', 'b'], ['b', 'c'], { gone: 1, moved: { [-1]: 1 }, added: ['c'], count: 2 }],
  ['the only message replaced', ['a'], ['b'], { gone: 1, added: ['b'], count: 1 }],
  ['all messages gone', ['a', 'b'], [], { gone: 2, count: 0 }],
  [
    'all messages replaced at once',
    ['a', 'b'],
    ['c', 'd', 'e'],
    { gone: 2, added: ['c', 'd', 'e'], count: 3, isRewritten: true },
  ],
  [
    'all messages as they were before they were replaced',
    ['(a)', '(b)', 'c', 'd'],
    ['a', 'b'],
    { gone: 2, returned: ['a', 'b'], count: 2, isRewritten: true },
  ],
  ['a message that was gone and is back', ['a', '(b)'], ['a', 'b'], { returned: ['b'], count: 2 }],
  ['nothing gone where a part was read', ['a', 'b'], ['b'], { count: 2 }, false],
  ['a further message of a part', ['a', 'b'], ['c'], { added: ['c'], count: 3 }, false],
];

describe('the difference between a reading and the mirror', () => {
  it.each(cases)('is %s', (_, known, read, changes, isWhole) => {
    expect(compare(held(...known), read, isWhole)).toEqual({ ...nothing, ...changes });
  });

  it('puts the messages of a part behind those that are held', () => {
    const { added } = differenceOf({ ref, messages: [message('c')], isWhole: false }, held('a', 'b'));
    expect(added.map(({ place }) => place)).toEqual([2]);
  });

  it('tells new messages in the order of time, whatever the order of the list', () => {
    const at = (minute: number) => ({ sentAt: new Date(Date.UTC(2026, 2, 1, 9, minute)) });
    const messages = [message('third', at(3)), message('second', at(2)), message('first', at(1))];
    const { added } = differenceOf({ ref, messages, isWhole: true }, []);
    expect(added.map((one) => one.message.text)).toEqual(['first', 'second', 'third']);
    expect(added.map(({ place }) => place)).toEqual([2, 1, 0]);
  });

  it('holds a message once that a list which moved shows twice under one id', () => {
    const invoice: ThreadRef = { vendor: 'clubcollect', account: 'club', id: 'i-1' };
    const { added } = differenceOf({ ref: invoice, messages: [message('a'), message('a')], isWhole: true }, []);
    expect(added).toHaveLength(1);
  });
});
