import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import type { Line } from '../run/line.ts';
import { timer } from '../run/timer.ts';
import { NOW } from './clock.ts';

/** Places ahead of now beyond which the clock of the server has gone back. */
const LONGEST = 1_000;

/** A line of callers in all processes: the server gives out its places. */
export class ServerLine implements Line {
  readonly #reader: Reader;
  readonly #name: string;

  constructor(reader: Reader, name: string) {
    this.#reader = reader;
    this.#name = name;
  }

  async turn(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // Without spacing there are no places to give out.
    if (milliseconds === 0) return;
    const now = sql.raw(NOW);
    const interval = sql`${milliseconds}::double precision`;
    const { rows } = await sql<{ wait: number }>`
      insert into turns as mine (line, next_at) values (${this.#name}, ${now} + ${interval})
      on conflict (line) do update set next_at = ${interval} +
        case when mine.next_at between ${now} and ${now} + ${interval} * ${sql.lit(LONGEST)} then mine.next_at else ${now} end
      returning next_at - ${interval} - (${now}) as wait`.execute(this.#reader);
    await timer.wait(rows[0]?.wait ?? 0, signal);
  }
}
