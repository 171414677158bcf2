import type { ThreadRef } from '@ticketbridge/facade';
import type { Sandbox } from '@ticketbridge/sandbox';
import type { Inbox } from '../../src/inbox.ts';
import type { Random } from './random.ts';
import { textsOf, threadsOf } from './truth.ts';

/** A text in a thread. */
export interface Written {
  readonly ref: ThreadRef;
  readonly text: string;
}

/** What has been done so far. */
export interface Done {
  /** Questions of customers, which the process that is killed answers. */
  readonly questions: Written[];
  /** Replies that were asked for beside it, with the ids of their entries. */
  readonly replies: (Written & { readonly id: string })[];
  deletedThreads: number;
}

/** Who can do something while the inbox runs and is killed. */
export interface World {
  readonly sandbox: Sandbox;
  readonly inbox: Inbox;
  readonly random: Random;
  readonly done: Done;
}

function anyThread({ sandbox, random }: World): ThreadRef {
  const threads = threadsOf(sandbox);
  const ref = threads[random(threads.length)];
  if (!ref) throw new Error('the vendors have no threads left');
  return ref;
}

function customerWrites({ sandbox }: World, { vendor, id }: ThreadRef, text: string): void {
  sandbox[vendor].customerWrites(id, text);
}

async function reply({ inbox, done }: World, ref: ThreadRef, text: string): Promise<void> {
  const { id } = await inbox.outbox.reply(ref, text);
  done.replies.push({ ref, text, id });
}

const ACTS: readonly ((world: World) => unknown)[] = [
  function asks(world) {
    const question = { ref: anyThread(world), text: `question ${world.done.questions.length}` };
    customerWrites(world, question.ref, question.text);
    world.done.questions.push(question);
  },
  function writesTheSameTwiceAtOneInstant(world) {
    const ref = anyThread(world);
    world.sandbox.clock.set(new Date().toISOString());
    customerWrites(world, ref, 'ok');
    customerWrites(world, ref, 'ok');
    world.sandbox.clock.release();
  },
  function colleagueWrites(world) {
    const { vendor, id } = anyThread(world);
    if (vendor === 'clubcollect') world.sandbox.clubcollect.companyWrites(id, 'colleague');
    else world.sandbox.brandlovers.colleagueWrites(id, 'colleague', { visibility: 'INTERNAL' });
  },
  function colleagueMoves(world) {
    const { vendor, id } = anyThread(world);
    const { clubcollect, brandlovers } = world.sandbox;
    const isOdd = world.random(2) === 1;
    if (vendor === 'brandlovers') brandlovers.statusChanges(id, isOdd ? 'REOPENED' : 'OPEN');
    else if (isOdd) clubcollect.colleagueArchives(id);
    else clubcollect.colleagueUnarchives(id);
  },
  function colleagueDeletes(world) {
    const ref = anyThread(world);
    const place = textsOf(world.sandbox, ref).indexOf('colleague');
    if (place < 0 || ref.vendor === 'clubcollect') return;
    world.sandbox.brandlovers.messageDisappears(ref.id, place);
  },
  function threadIsDeleted(world) {
    if (world.random(4) > 0 || world.done.deletedThreads >= 2) return;
    world.done.deletedThreads += 1;
    const { vendor, id } = anyThread(world);
    if (vendor === 'brandlovers') world.sandbox.brandlovers.ticketDisappears(id);
    else world.sandbox.clubcollect.invoiceDisappears(id);
  },
  (world) => reply(world, anyThread(world), `direct ${world.done.replies.length}`),
  async function repliesTheSameTwice(world) {
    const ref = anyThread(world);
    await Promise.all([reply(world, ref, 'thank you'), reply(world, ref, 'thank you')]);
  },
];

/** Lets one of the things happen that happen at vendors, or asks for a reply. */
export async function live(world: World): Promise<void> {
  await ACTS[world.random(ACTS.length)]?.(world);
}
