// A test of an application's own: every verb of a bridge is replaced by spreading it, or spied upon, without a cast.
import type {
  BrandloversRef,
  ClubcollectRef,
  ClubcollectThread,
  ClubcollectThreadFragment,
  ListedThread,
  Paged,
  Thread,
  ThreadsOptions,
  Ticketbridge,
} from '@ticketbridge/facade';
import {
  brandloversCreateReceipt,
  brandloversMessage,
  brandloversReceipt,
  brandloversThread,
  clubcollectFragments,
  clubcollectListedMessage,
  clubcollectMessage,
  clubcollectMessageReceipt,
  clubcollectReceipt,
  clubcollectThread,
  listing,
  pagedList,
} from '@ticketbridge/facade/testing';

declare const both: Ticketbridge;
declare const onlyShop: Ticketbridge<'brandlovers'>;
declare const onlyClub: Ticketbridge<'clubcollect'>;
declare const ticket: BrandloversRef;
declare const invoice: ClubcollectRef;

const said = { id: '1', createdAt: '2026-03-01T09:00:00Z', body: 'Oi', visibility: 'CUSTOMER' };
const raw = { ticket_id: '1', message: 'Hoi', sender: 'COMPANY', date: '2026-03-01T09:00:00Z' };
const thread = brandloversThread('shop', { ticketId: '1' });
const fragments = clubcollectFragments('club', 'unanswered', [{ ...raw, invoice_id: '1' }]);
const whole = clubcollectThread(invoice, [raw], 'unanswered');

const brandlovers: Ticketbridge['brandlovers'] = {
  createThread: async (input, { marker } = {}) =>
    brandloversCreateReceipt('shop', input, { marker: typeof marker === 'string' ? marker : undefined }),
  locate: async () => ({ status: 'found', thread }),
  note: async (ref, text) => brandloversReceipt('note', ref, text),
  close: async (ref) => brandloversReceipt('close', ref),
  reopen: async (ref) => brandloversReceipt('reopen', ref),
  hasMoreMessages: async () => false,
};

const clubcollect: Ticketbridge['clubcollect'] = {
  createThread: async ({ invoiceId: id }) => clubcollectMessageReceipt('createThread', { ...invoice, id }, raw),
  thread: async (ref) => clubcollectThread(ref, [raw]),
  listedMessages: (options) =>
    pagedList([clubcollectListedMessage('club', { ...raw, invoice_id: '1' })], { maxItems: options?.maxItems }),
  archive: async (ref) => clubcollectReceipt('archive', ref),
  assignToSupport: async (ref) => clubcollectReceipt('assignToSupport', ref),
};

/** A spy, as most libraries type one. */
declare function spy<Arguments extends readonly unknown[], Result>(
  implementation: (...given: Arguments) => Result,
): ((...given: Arguments) => Result) & { readonly calls: readonly Arguments[] };

export const shop: Ticketbridge<'brandlovers'> = {
  ...onlyShop,
  threads: () => pagedList([thread]),
  drain: () => pagedList([thread]),
  messages: (ref) => pagedList([brandloversMessage(ref, said)]),
  reply: async (ref, text) => brandloversReceipt('reply', ref, text),
  brandlovers,
};

export const club: Ticketbridge<'clubcollect'> = {
  ...onlyClub,
  threads: listing({ listed: () => pagedList(fragments) }),
  drain: listing({ listed: () => pagedList(fragments), hydrated: () => pagedList([whole]) }),
  messages: (ref) => pagedList([clubcollectMessage(ref, raw)]),
  reply: async (ref) => clubcollectMessageReceipt('reply', ref, raw),
  clubcollect,
};

export const desk: Ticketbridge = {
  ...both,
  threads: listing({
    listed: () => pagedList([thread, ...fragments]),
    hydrated: ({ active }) => pagedList(active ? [thread, whole] : []),
  }),
  drain: listing({ listed: () => pagedList([thread, ...fragments]) }),
  messages: (ref) =>
    ref.vendor === 'brandlovers'
      ? pagedList([brandloversMessage(ref, said)])
      : pagedList([clubcollectMessage(ref, raw)]),
  reply: async (ref, text) =>
    ref.vendor === 'brandlovers'
      ? brandloversReceipt('reply', ref, text)
      : clubcollectMessageReceipt('reply', ref, raw),
  brandlovers,
  clubcollect,
};

/** One of a single vendor's threads is one of both. */
export const onlyFragments: Ticketbridge = { ...both, threads: listing({ listed: () => pagedList(fragments) }) };

const listed = spy((_: ThreadsOptions) => pagedList(fragments));
const reply = spy(async (ref: ClubcollectRef) => clubcollectMessageReceipt('reply', ref, raw));
const archive = spy(async (ref: ClubcollectRef) => clubcollectReceipt('archive', ref));
export const spied: Ticketbridge<'clubcollect'> = {
  ...onlyClub,
  threads: listing({ listed, hydrated: spy(() => pagedList([whole])) }),
  reply,
  clubcollect: { ...onlyClub.clubcollect, archive },
};

/** One function for both, whose overloads say what it gives. */
function branching(options: ThreadsOptions & { readonly hydrate: true }): Paged<ClubcollectThread>;
function branching(options?: ThreadsOptions): Paged<ClubcollectThreadFragment>;
function branching({ hydrate }: ThreadsOptions = {}): Paged<ClubcollectThread | ClubcollectThreadFragment> {
  return hydrate ? pagedList([whole]) : pagedList(fragments);
}
const lists = listing({ listed: () => pagedList(fragments), hydrated: () => pagedList([whole]) });

const neverWhole = listing({ listed: () => pagedList(fragments), hydrated: () => pagedList(fragments) });
export const branched: Ticketbridge<'clubcollect'> = { ...onlyClub, threads: branching, drain: branching };

export async function mustPass(isWhole: boolean): Promise<unknown> {
  for await (const { messages } of lists({ hydrate: true })) void (messages satisfies ClubcollectThread['messages']);
  for await (const fragment of lists()) void (fragment satisfies ClubcollectThreadFragment);
  for await (const either of lists({ hydrate: isWhole })) void (either satisfies Thread | ListedThread);
  const [given] = listed.calls[0] ?? [];
  return [given?.hydrate, reply.calls, archive.calls];
}

export const mustFail: readonly unknown[] = [
  // @ts-expect-error what a list holds is not the whole thread that `hydrate` asks for
  { ...onlyClub, threads: () => pagedList(fragments) } satisfies Ticketbridge<'clubcollect'>,
  // @ts-expect-error a listing without `hydrate` gives fragments
  { ...onlyClub, threads: () => pagedList([whole]) } satisfies Ticketbridge<'clubcollect'>,
  // @ts-expect-error fragments in the place of whole threads
  { ...onlyClub, threads: neverWhole } satisfies Ticketbridge<'clubcollect'>,
  // @ts-expect-error the threads of another vendor
  { ...onlyClub, drain: listing({ listed: () => pagedList([thread]) }) } satisfies Ticketbridge<'clubcollect'>,
  // @ts-expect-error a list that is not paged
  { ...onlyClub, threads: listing({ listed: async function* () {} }) } satisfies Ticketbridge<'clubcollect'>,
  // @ts-expect-error a message of another vendor
  { ...onlyClub, messages: () => pagedList([brandloversMessage(ticket, said)]) } satisfies Ticketbridge<'clubcollect'>,
  // @ts-expect-error ClubCollect answers with the created message
  { ...onlyClub, reply: async () => brandloversReceipt('reply', ticket, 'Oi') } satisfies Ticketbridge<'clubcollect'>,
  // @ts-expect-error an answer has its text
  brandloversReceipt('reply', ticket),
  // @ts-expect-error closing writes nothing
  brandloversReceipt('close', ticket, 'Oi'),
  // @ts-expect-error something is listed, whatever is hydrated
  listing({ hydrated: () => pagedList([whole]) }),
];
