import { formatThreadRef } from '@ticketbridge/facade';
import type { DeliveredEvent } from '../../src/events/consumer.ts';
import type { Inbox } from '../../src/inbox.ts';
import type { World, Written } from './life.ts';
import { copiesOf, differencesOf, mirrorOf, pictureOf } from './truth.ts';

/** What went wrong, each list is to be empty; and how much there was of what could have. */
export interface Findings {
  readonly counts: { readonly events: number; readonly replies: number };
  /** Events that were never handled, and messages of which none told. */
  readonly lost: readonly string[];
  /** Events that were delivered after they were acknowledged. */
  readonly redelivered: readonly string[];
  /** Replies that the customer has more often than they were asked for. */
  readonly sentTwice: readonly string[];
  /** Replies that the customer has less often, though the thread is there. */
  readonly unsent: readonly string[];
  /** Threads of which the mirror is not as the vendor has them. */
  readonly differing: readonly string[];
}

/** Compares what an inbox has done with what the vendors have. */
export async function findingsOf(world: World, log: string): Promise<Findings> {
  const { inbox, sandbox } = world;
  const events = await allEvents(inbox);
  const lines = log.split('\n').map((line) => line.split(' '));
  const handled = new Set(lines.filter(([what]) => what === 'handled').map(([, id]) => id));
  const unhandled = events.filter(({ id }) => !handled.has(id)).map(({ id, type }) => `${type} ${id}`);
  const replies = countReplies(world, events);
  const picture = pictureOf(sandbox);
  const mirror = await mirrorOf(inbox);
  return {
    counts: { events: events.length, replies: replies.length },
    lost: [...unhandled, ...(await findUntold(inbox, events))],
    redelivered: findRedelivered(lines),
    sentTwice: replies.filter(({ asked, sent }) => sent > asked).map(({ text }) => text),
    unsent: replies.filter(({ thread, asked, sent }) => sent < asked && thread in picture).map(({ text }) => text),
    differing: differencesOf(picture, mirror),
  };
}

/** Reads every event that there has been, as a consumer of its own. */
async function allEvents(inbox: Inbox): Promise<DeliveredEvent[]> {
  const { consumers } = await inbox.status();
  const last = Math.max(...consumers.map(({ position }) => position));
  const events: DeliveredEvent[] = [];
  for await (const event of inbox.events('audit')) {
    events.push(event);
    if (event.seq >= last) break;
  }
  return events;
}

/** Counts how often each reply was asked for, and how often its thread has it. */
function countReplies({ sandbox, done }: World, events: readonly DeliveredEvent[]) {
  const told = new Set(events.map((event) => (event.type === 'message.new' ? event.message.text : undefined)));
  // One that was asked before the first run had ended, or deleted before a poll, is told to nobody.
  const answered = done.questions.filter(({ text }) => told.has(text));
  const answers = answered.map(({ ref, text }): Written => ({ ref, text: text.replace('question', 'answer') }));
  const same = Map.groupBy([...answers, ...done.replies], ({ ref, text }) => `${formatThreadRef(ref)} ${text}`);
  return [...same.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { ref, text } = first;
    return [{ thread: formatThreadRef(ref), text, asked: 1 + others.length, sent: copiesOf(sandbox, ref, text) }];
  });
}

/** Finds out whether every message was told of that was not there when the first run ended. */
async function findUntold(inbox: Inbox, events: readonly DeliveredEvent[]): Promise<string[]> {
  let held = 0;
  for await (const { ref } of inbox.threads()) for await (const _ of inbox.messages(ref)) held += 1;
  const counts = events.map((event) => {
    if (event.type === 'account.ready') return event.messages;
    return event.type === 'message.new' ? 1 : 0;
  });
  const told = counts.reduce((sum: number, count) => sum + count, 0);
  return told === held ? [] : [`${held} messages are held, and ${told} were told`];
}

function findRedelivered(lines: readonly (readonly string[])[]): string[] {
  const acknowledged = new Set<string>();
  const found: string[] = [];
  for (const [what, id = ''] of lines) {
    if (what === 'handled' && acknowledged.has(id)) found.push(id);
    if (what === 'acknowledged') acknowledged.add(id);
  }
  return found;
}
