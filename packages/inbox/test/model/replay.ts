import type { Account } from '@ticketbridge/facade';
import { expect } from 'vitest';
import type { Database } from '../../src/database.ts';
import type { EventDetails } from '../../src/events/event.ts';

/** A thread, as a consumer of events knows it. */
interface Replayed {
  state: string | undefined;
  isMissing: boolean;
  /** Ids of its messages; undefined after it was rewritten: then they are read anew. */
  messages: Set<string> | undefined;
}

/** What a consumer knows of an account that took a snapshot when it was ready, and has followed its events since. */
export class Replay {
  readonly #database: Database;
  readonly #account: { readonly vendor: string; readonly account: string };
  #threads: Map<string, Replayed> | undefined;
  #position = 0;

  constructor(database: Database, { vendor, account }: Account) {
    this.#database = database;
    this.#account = { vendor, account };
  }

  /** Takes the snapshot when the account has just become ready. */
  async begin(): Promise<void> {
    if (this.#threads) return;
    const events = await this.#events();
    if (events.length === 0) return;
    expect(events.map(({ type }) => type)).toEqual(['account.ready']);
    this.#position = events[0]?.seq ?? 0;
    this.#threads = await this.#mirror();
  }

  /** Follows all events, each of which has to be news. */
  async expectMirror(): Promise<void> {
    const threads = this.#threads;
    if (!threads) throw new Error('the account is not ready');
    for (const event of await this.#events()) follow(threads, event);
    const mirror = await this.#mirror();
    for (const [id, { messages }] of threads) if (!messages) mirror.set(id, { ...held(mirror, id), messages });
    expect(threads).toEqual(mirror);
  }

  #events() {
    return this.#database.reader
      .selectFrom('events')
      .select(['seq', 'type', 'thread', 'message', 'detail'])
      .where((eb) => eb.and(this.#account))
      .where('seq', '>', this.#position)
      .orderBy('seq')
      .execute();
  }

  async #mirror(): Promise<Map<string, Replayed>> {
    const { reader } = this.#database;
    const threads = await reader
      .selectFrom('threads')
      .selectAll()
      .where((eb) => eb.and(this.#account))
      .execute();
    const messages = await reader
      .selectFrom('messages')
      .select(['id', 'thread'])
      .where((eb) => eb.and({ ...this.#account }))
      .where('gone_at', 'is', null)
      .execute();
    const idsOf = Map.groupBy(messages, ({ thread }) => thread);
    return new Map(
      threads.map(({ thread, native, missing_since }) => {
        const ids = (idsOf.get(thread) ?? []).map(({ id }) => id);
        return [thread, { state: native ?? undefined, isMissing: missing_since !== null, messages: new Set(ids) }];
      }),
    );
  }
}

interface Row {
  readonly type: string;
  readonly thread: string | null;
  readonly message: string | null;
  readonly detail: string;
}

function follow(threads: Map<string, Replayed>, { type, thread, message, detail }: Row): void {
  const id = String(thread);
  const known = threads.get(id);
  if (type === 'thread.new') {
    expect(known?.isMissing ?? true, `thread.new of ${id}, which is known`).toBe(true);
    const { state }: EventDetails['thread.new'] = JSON.parse(detail);
    threads.set(id, { state: state.native, isMissing: false, messages: known?.messages ?? new Set() });
    return;
  }
  if (!known) throw new Error(`${type} of ${id}, which is not known`);
  if (type === 'thread.state') {
    const { from, to }: EventDetails['thread.state'] = JSON.parse(detail);
    expect(from.native).toBe(known.state);
    expect(to.native).not.toBe(known.state);
    known.state = to.native;
  }
  if (type === 'thread.missing') known.isMissing = true;
  if (type === 'thread.rewritten') known.messages = undefined;
  if (type === 'message.new') {
    expect(known.messages?.has(String(message)) ?? false, `message.new of ${id}, which has it`).toBe(false);
    known.messages?.add(String(message));
  }
  if (type === 'message.gone') {
    expect(known.messages?.delete(String(message)) ?? true, `message.gone of ${id}, which lacks it`).toBe(true);
  }
}

function held(mirror: ReadonlyMap<string, Replayed>, id: string): Replayed {
  const thread = mirror.get(id);
  if (!thread) throw new Error(`the mirror lacks ${id}`);
  return thread;
}
