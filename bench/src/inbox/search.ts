import { DatabaseSync } from 'node:sqlite';
import type { Inbox } from '@ticketbridge/inbox';
import { table } from '../figures.ts';
import { rateOf, takeTurns } from '../rounds.ts';
import { WORDS } from './data.ts';

const ROUNDS = 5;
const ROUND_MS = 300;
const NEWEST = 20;

const NAMES = {
  inbox: 'inbox.search',
  like: 'LIKE over the same rows',
  facade: 'reading everything by the facade',
} as const;

/**
 * Milliseconds of a search: for a word that every third message holds, and for one of a single message.
 *
 * @param reading seconds that the facade takes to read everything
 */
export async function search(inbox: Inbox, file: string, threads: number, reading: number): Promise<string> {
  using rows = new DatabaseSync(file, { readOnly: true });
  const like = rows.prepare('select * from messages where text like ? order by sent_at desc limit ?');
  const searches = {
    all: { word: WORDS.common, limit: undefined },
    newest: { word: WORDS.common, limit: NEWEST },
    rare: { word: WORDS.rare, limit: undefined },
  } as const;
  const columns: string[][] = [];
  let hits = 0;
  for (const { word, limit } of Object.values(searches)) {
    const byInbox = () => Array.fromAsync(inbox.search(word, { limit }));
    const byLike = async () => like.all(`%${word}%`, limit ?? -1);
    const [found, alike] = [(await byInbox()).length, (await byLike()).length];
    if (found !== alike) throw new Error(`The inbox finds ${found} messages with "${word}", and LIKE ${alike}`);
    hits = Math.max(hits, found);
    const rates = await takeTurns(
      [
        { name: 'inbox', run: (ms) => rateOf(byInbox, 1, ms) },
        { name: 'like', run: (ms) => rateOf(byLike, 1, ms) },
      ],
      ROUNDS,
      ROUND_MS,
    );
    const [own, rival] = [millisOf(rates.get('inbox')), millisOf(rates.get('like'))];
    columns.push([own, rival, reading * 1_000].flatMap((ms) => [ms.toFixed(1), (ms / rival).toFixed(2)]));
  }
  const head = [`word of ${hits} messages`, `its newest ${NEWEST}`, 'word of one message'];
  return table(
    `The inbox: a search in ${threads} threads of each vendor, ms`,
    ['by', ...head.flatMap((title) => [title, 'x LIKE'])],
    Object.values(NAMES).map((name, row) => [name, ...columns.flatMap((cells) => cells.slice(row * 2, row * 2 + 2))]),
  );
}

function millisOf(rate = Number.NaN): number {
  return 1_000 / rate;
}
