import {
  type Account,
  type BrandloversRef,
  type BridgeOptions,
  type ClubcollectRef,
  formatThreadRef,
  isTicketbridgeError,
  parseThreadRef,
  type ThreadRef,
  type Ticketbridge,
  type Vendor,
} from '@ticketbridge/facade';
import { checkArguments, isGiven, NAME, oneOf, REF, TEXT } from '../checks.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import {
  accountOf,
  assertArguments,
  type CreateOptions,
  invalidInput,
  type OutboxOptions,
  readOutboxOptions,
} from './checks.ts';
import { type NewThread, readNewThread } from './create-thread.ts';
import { cancel, decide, type Verdict } from './decide.ts';
import { enqueue, findEntry, type Write } from './enqueue.ts';
import { entryOf, type OutboxEntry } from './entry.ts';
import { UNSETTLED } from './state.ts';

/**
 * What is to be written to the vendors. Each write is on the disk when its promise resolves; a running inbox sends it. The
 * same key with the same content is the same entry, whatever became of it; with other content it is `invalid-input`.
 */
export interface Outbox {
  /**
   * Queues a message to the customer.
   *
   * @throws TicketbridgeError `invalid-input`
   */
  reply(ref: ThreadRef, text: string, options?: OutboxOptions): Promise<OutboxEntry>;
  /** Queues a note that the customer does not see, as {@link Outbox.reply} does. */
  note(ref: BrandloversRef, text: string, options?: OutboxOptions): Promise<OutboxEntry>;
  /** Queues that a thread is to be closed. */
  close(ref: BrandloversRef, options?: OutboxOptions): Promise<OutboxEntry>;
  /** Queues that a thread is to be reopened. */
  reopen(ref: BrandloversRef, options?: OutboxOptions): Promise<OutboxEntry>;
  /** Queues that all messages of a thread are to be archived. There is no undo. */
  archive(ref: ClubcollectRef, options?: OutboxOptions): Promise<OutboxEntry>;
  /** Queues that a thread is to be handed to ClubCollect's support. There is no undo. */
  assignToSupport(ref: ClubcollectRef, options?: OutboxOptions): Promise<OutboxEntry>;
  /**
   * Queues a new thread, with its first message to the customer. With a key of yours BrandLovers is searched for its marker
   * first: a ticket that has it is the one.
   */
  createThread(input: NewThread, options?: CreateOptions): Promise<OutboxEntry>;
  /** Lists what is not settled, in the order in which it was made. */
  open(): Promise<readonly OutboxEntry[]>;
  /** @throws TicketbridgeError `invalid-input` for what can be no id */
  get(id: string): Promise<OutboxEntry | undefined>;
  /**
   * Tells what became of an entry that is `unknown`. `was-not-sent` queues it again, once looking for it has ended; what
   * shows at the vendor by then is right all the same, and is not sent again.
   *
   * @throws InboxError `not-found`
   * @throws TicketbridgeError `invalid-input` for an entry of which there is nothing to decide
   */
  decide(id: string, verdict: Verdict): Promise<OutboxEntry>;
  /**
   * Takes an entry out that is queued or `unknown`: it is never sent, or never again.
   *
   * @throws InboxError `not-found`
   * @throws TicketbridgeError `invalid-input` for an entry that is being sent or has been
   */
  cancel(id: string): Promise<OutboxEntry>;
}

/** What an outbox is made of. */
export interface OutboxFacts {
  /** Absent where the inbox was opened without sources: then nothing is queued. */
  readonly bridge: Ticketbridge | undefined;
  /** The accounts that the bridge has sources of. */
  readonly accounts: readonly Account[];
  readonly database: Database;
  readonly clock: Clock;
}

const VERDICT = oneOf('was-sent', 'was-not-sent');

/** Makes the outbox of an inbox. */
export function createOutbox({ bridge, accounts, database, clock }: OutboxFacts): Outbox {
  const facade = (verb: string): Ticketbridge => {
    if (bridge) return bridge;
    throw invalidInput(verb, 'the inbox was opened without sources', 'sources');
  };
  const verbsAt = <N extends Vendor>(vendor: N, verb: string, field: string): Ticketbridge[N] => {
    if (accounts.some((account) => account.vendor === vendor)) return facade(verb)[vendor];
    throw invalidInput(verb, `"${field}" is of a vendor of which no source was given`, field);
  };
  const queue = async (
    verb: Write['verb'],
    ref: ThreadRef,
    text: string | undefined,
    options: OutboxOptions | undefined,
    call: (options: BridgeOptions) => Promise<unknown>,
  ): Promise<OutboxEntry> => {
    const { key = crypto.randomUUID() } = readOutboxOptions(verb, options);
    try {
      await assertArguments(call);
      const { id: thread, ...account } = parseThreadRef(formatThreadRef(ref));
      const address = { ...accountOf(accounts, account, verb, 'ref.account'), thread };
      return await enqueue(database, clock, { verb, ...address, content: { text }, key });
    } catch (error) {
      // What is queued already needs no source of its account any more.
      const mayBeHeld = isTicketbridgeError(error) && options?.key !== undefined && isAddressed(ref, text);
      const known = mayBeHeld ? await findEntry(database, { verb, ref, text, key }) : undefined;
      if (known) return known;
      throw error;
    }
  };
  const brandlovers = (verb: string) => verbsAt('brandlovers', verb, 'ref.vendor');
  const clubcollect = (verb: string) => verbsAt('clubcollect', verb, 'ref.vendor');
  return {
    reply: (ref, text, options) => queue('reply', ref, text, options, (call) => facade('reply').reply(ref, text, call)),
    note: (ref, text, options) =>
      queue('note', ref, text, options, (call) => brandlovers('note').note(ref, text, call)),
    close: (ref, options) => queue('close', ref, undefined, options, (call) => brandlovers('close').close(ref, call)),
    reopen: (ref, options) =>
      queue('reopen', ref, undefined, options, (call) => brandlovers('reopen').reopen(ref, call)),
    archive: (ref, options) =>
      queue('archive', ref, undefined, options, (call) => clubcollect('archive').archive(ref, call)),
    assignToSupport: (ref, options) =>
      queue('assignToSupport', ref, undefined, options, (call) =>
        clubcollect('assignToSupport').assignToSupport(ref, call),
      ),
    createThread: async (input, options) =>
      enqueue(database, clock, await readNewThread(facade('createThread'), accounts, input, options)),
    open: async () => {
      const rows = await database.reader
        .selectFrom('outbox')
        .selectAll()
        .where('state', 'in', UNSETTLED)
        .orderBy('n')
        .execute();
      return rows.map(entryOf);
    },
    get: async (id) => {
      checkArguments('outbox.get', { id: NAME }, [id]);
      const row = await database.reader.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
      return row && entryOf(row);
    },
    decide: async (id, verdict) => {
      checkArguments('outbox.decide', { id: NAME, verdict: VERDICT }, [id, verdict]);
      return decide(database, clock, id, verdict);
    },
    cancel: async (id) => {
      checkArguments('outbox.cancel', { id: NAME }, [id]);
      return cancel(database, clock, id);
    },
  };
}

/** Tells whether arguments are of the form of those that an entry was made of. */
function isAddressed(ref: ThreadRef, text: string | undefined): boolean {
  return isGiven(REF, ref) && (text === undefined || isGiven(TEXT, text));
}
