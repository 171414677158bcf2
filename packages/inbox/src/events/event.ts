import type { State, ThreadRef, Vendor } from '@ticketbridge/facade';
import type { InboxMessage } from '../model.ts';

/** What every event has. */
interface EventFacts<Type extends string> {
  readonly type: Type;
  /** The same at every delivery. */
  readonly id: string;
  /** The event's position: whole numbers that grow, with gaps. */
  readonly seq: number;
  readonly vendor: Vendor;
  readonly account: string;
  /** When the inbox saw it, by its clock: an ISO 8601 instant. */
  readonly at: string;
}

interface OfThread {
  readonly ref: ThreadRef;
}

interface OfMessage extends OfThread {
  /** As the mirror holds it at this delivery: a text that was purged meanwhile is not told any more. */
  readonly message: InboxMessage;
}

/**
 * The first run of an account has ended: the mirror holds all that its vendor listed, of which no event told. What comes
 * after is told. A thread whose messages could not be read by then is read later; of these, none that was sent before is told.
 */
export interface AccountReady extends EventFacts<'account.ready'> {
  readonly threads: number;
  readonly messages: number;
}

/** A thread was listed that was not known, or that had been missing. Each of its messages has an event of its own. */
export interface ThreadNew extends EventFacts<'thread.new'>, OfThread {
  readonly state: State;
}

/** A thread's state is another one. States that came and went between two polls are not seen. */
export interface ThreadState extends EventFacts<'thread.state'>, OfThread {
  readonly from: State;
  readonly to: State;
  /** It changed between these ISO 8601 instants: the last sight of the state before, and the first of the one after. */
  readonly between: readonly [after: string, before: string];
}

/** A message was seen that was not known. */
export interface MessageNew extends EventFacts<'message.new'>, OfMessage {}

/** A thread was not in three complete readings one after the other. What the mirror holds of it stays. */
export interface ThreadMissing extends EventFacts<'thread.missing'>, OfThread {}

/** A message is not in its thread any more. */
export interface MessageGone extends EventFacts<'message.gone'>, OfMessage {}

/** All messages of a thread were replaced at once, as a vendor that renumbers does; they have no events of their own. */
export interface ThreadRewritten extends EventFacts<'thread.rewritten'>, OfThread {
  /** Messages that it holds now. */
  readonly messages: number;
}

/** Something that changed at a vendor. Plain JSON. */
export type InboxEvent =
  | AccountReady
  | ThreadNew
  | ThreadState
  | MessageNew
  | ThreadMissing
  | MessageGone
  | ThreadRewritten;

/** What the events of each type keep beside their address, as JSON: no text of a message. */
export interface EventDetails {
  readonly 'account.ready': { readonly threads: number; readonly messages: number };
  readonly 'thread.new': { readonly state: State };
  readonly 'thread.state': { readonly from: State; readonly to: State };
  readonly 'message.new': Readonly<Record<never, never>>;
  readonly 'thread.missing': Readonly<Record<never, never>>;
  readonly 'message.gone': Readonly<Record<never, never>>;
  readonly 'thread.rewritten': { readonly messages: number };
}

/** The name of what can happen. */
export type EventType = InboxEvent['type'];
