import type { ClubcollectRef } from '@ticketbridge/facade';
import { commitMessages } from '../mirror/messages.ts';
import { commitThreads } from '../mirror/threads.ts';
import type { Writing } from '../mirror/writing.ts';
import { type List, stateIn } from './lists.ts';
import { believe, type Member, membersOf, newestOf } from './membership.ts';
import type { Listed, ListPage } from './page.ts';
import { hint } from './unlisted.ts';

/** A message that was not read, and is taken to have moved into a list with the newest one of its thread. */
export interface Along {
  readonly id: string;
  readonly before: List;
  readonly now: List;
}

/** A thread of which a page holds something that is not known. */
interface Changed {
  readonly ref: ClubcollectRef;
  /** What is not known. */
  readonly listed: readonly Listed[];
  /** The list of its newest message. */
  readonly list: List;
  readonly along: readonly Along[];
}

/**
 * Puts what a page of a list brings into the mirror, together with the states of its threads.
 *
 * @param isTail whether the rest of the list is not read: then the messages of a thread move along with its newest one
 */
export async function absorb(writing: Writing, page: ListPage, isTail: boolean): Promise<readonly Along[]> {
  const strange = Map.groupBy(
    page.messages.filter(({ is }) => is !== 'known'),
    ({ ref }) => ref.id,
  );
  const members = await membersOf(writing.tx, writing.account, [...strange.keys()]);
  const changed = [...strange].flatMap(([id, listed]) => changeOf(page.list, listed, members.get(id) ?? []));
  await commitThreads(
    writing,
    changed.map(({ ref, list, listed }) => ({ ref, state: stateIn(list), changedAt: newestInstant(listed) })),
  );
  await commitMessages(
    writing,
    changed.map(({ ref, listed }) => ({
      ref,
      messages: listed.filter(({ is }) => is === 'new').map(({ reading }) => reading),
      isWhole: false,
    })),
  );
  const along = isTail ? changed.flatMap((thread) => thread.along) : [];
  const listed = changed.flatMap((thread) => thread.listed);
  const ids = listed.filter(({ is }) => !isUntold(is)).map(({ id }) => id);
  await believe(writing.tx, page.list, [...ids, ...along.map(({ id }) => id)]);
  await hint(
    writing,
    listed.filter(({ is }) => isUntold(is)).map(({ ref }) => ref.id),
  );
  return along;
}

/** Tells whether only a reading of the whole thread tells what a message is. */
function isUntold(is: Listed['is']): boolean {
  return is === 'nameless' || is === 'replacing';
}

function newestInstant(listed: readonly Listed[]): number | undefined {
  const instants = listed.flatMap(({ reading: { sentAt } }) => (sentAt instanceof Date ? [sentAt.getTime()] : []));
  return instants.length > 0 ? Math.max(...instants) : undefined;
}

function changeOf(list: List, listed: readonly Listed[], members: readonly Member[]): readonly Changed[] {
  const ref = listed[0]?.ref;
  if (!ref) return [];
  const here = new Set(listed.map(({ id }) => id));
  const moved = members.map((member) => (here.has(member.id) ? { ...member, list } : member));
  const newest = newestOf([...moved, ...listed.filter(({ is }) => is === 'new').map(asMember(list))]);
  const others = members.filter((member) => !here.has(member.id) && member.list !== list);
  const along = newest && here.has(newest.id) ? others.map(({ id, list: before }) => ({ id, before, now: list })) : [];
  return [{ ref, listed, list: newest?.list ?? list, along }];
}

/** Those that are not held yet are newer than those that are, where their instants do not tell. */
function asMember(list: List): (listed: Listed, index: number) => Member {
  return ({ id, reading: { sentAt } }, index) => ({
    id,
    list,
    sentAt: sentAt instanceof Date ? sentAt.getTime() : null,
    sentText: typeof sentAt === 'string' ? sentAt : null,
    n: Number.MAX_SAFE_INTEGER - 1_000_000 + index,
  });
}
