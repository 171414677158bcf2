import { isDeepStrictEqual } from 'node:util';
import { formatThreadRef, type ThreadRef } from '@ticketbridge/facade';
import type { Sandbox } from '@ticketbridge/sandbox';
import type { Inbox } from '../../src/inbox.ts';
import { COMPANY, SELLER, TOKEN } from './plan.ts';

/** The texts that a vendor's thread holds, the oldest first. */
interface Truth {
  readonly ref: ThreadRef;
  /** The vendor's word, where the thread has one of its own. */
  readonly state: string | undefined;
  readonly texts: readonly string[];
}

function truths(sandbox: Sandbox): readonly Truth[] {
  const { brandlovers, clubcollect } = sandbox.inspect();
  const tickets = brandlovers.sellers.find(({ token }) => token === TOKEN)?.tickets ?? [];
  const companies = clubcollect.partners.flatMap((partner) => partner.companies);
  const invoices = companies.find(({ companyId }) => companyId === COMPANY)?.invoices ?? [];
  return [
    ...tickets.map(({ ticketId: id = '', status: state, messages }): Truth => {
      return { ref: { vendor: 'brandlovers', account: SELLER, id }, state, texts: messages.map(({ body }) => body) };
    }),
    ...invoices.map(({ invoiceId: id, archived, tickets }): Truth => {
      const ref = { vendor: 'clubcollect', account: COMPANY, id } as const;
      return { ref, state: archived ? 'archived' : undefined, texts: tickets.map(({ message }) => message) };
    }),
  ].filter(({ ref, texts }) => ref.id !== '' && texts.length > 0);
}

/** Lists the threads that the vendors have. */
export function threadsOf(sandbox: Sandbox): readonly ThreadRef[] {
  return truths(sandbox).map(({ ref }) => ref);
}

/** Lists the texts of a thread, the oldest first; none where it was deleted. */
export function textsOf(sandbox: Sandbox, ref: ThreadRef): readonly string[] {
  const name = formatThreadRef(ref);
  return truths(sandbox).find((truth) => formatThreadRef(truth.ref) === name)?.texts ?? [];
}

/** Counts a text in a thread. */
export function copiesOf(sandbox: Sandbox, ref: ThreadRef, text: string): number {
  return textsOf(sandbox, ref).filter((other) => other === text).length;
}

/** What all threads hold, by their names. */
type Picture = Readonly<Record<string, readonly string[]>>;

/** Draws what the vendors have. */
export function pictureOf(sandbox: Sandbox): Picture {
  return draw(truths(sandbox));
}

/** Draws the same as the mirror has it. */
export async function mirrorOf(inbox: Inbox): Promise<Picture> {
  const held: Truth[] = [];
  for await (const { ref, state, missingSince } of inbox.threads()) {
    if (missingSince !== undefined) continue;
    const texts: string[] = [];
    for await (const { text = '', goneAt } of inbox.messages(ref)) if (goneAt === undefined) texts.push(text);
    const isShown = ref.vendor === 'brandlovers' || state.native === 'archived';
    held.push({ ref, state: isShown ? state.native : undefined, texts });
  }
  return draw(held);
}

/** Names the threads of which two pictures are not the same. */
export function differencesOf(one: Picture, other: Picture): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isDeepStrictEqual(one[name], other[name]));
}

function draw(threads: readonly Truth[]): Picture {
  const drawn = threads.map(
    ({ ref, state, texts }) => [formatThreadRef(ref), [`${state}`, ...texts.toSorted()]] as const,
  );
  return Object.fromEntries(drawn.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
