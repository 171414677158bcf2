// What an application may and may not write, compiled against the built packages by every supported TypeScript.
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  type BrandloversCreateReceipt,
  type BrandloversRef,
  type BrandloversThread,
  brandloversSource,
  type ClubcollectRef,
  type ClubcollectThreadFragment,
  capabilities,
  causeOf,
  clubcollectSource,
  createTicketbridge,
  formatThreadRef,
  isTicketbridgeError,
  type ListedThread,
  type Message,
  markerIn,
  parseThreadRef,
  type Receipt,
  receiptOf,
  type Source,
  type State,
  type Thread,
  type ThreadFragment,
  type ThreadRef,
  type ThreadsOptions,
  type Ticketbridge,
  type Vendor,
} from '@ticketbridge/facade';

const brandlovers = createBrandlovers({ token: async () => 't', timeout: 1_000, onEvent: ({ type }) => void type });
const clubcollect = createClubcollect({ apiKey: 'k', maxPerSecond: 5 });
const shop = brandloversSource(brandlovers, { account: 'shop' });
const club = clubcollectSource(clubcollect, { companyId: 'club' });

export const both: Ticketbridge = createTicketbridge(shop, club);
export const onlyShop: Ticketbridge<'brandlovers'> = createTicketbridge(
  shop,
  brandloversSource(brandlovers, { account: '2' }),
);
export const onlyClub: Ticketbridge<'clubcollect'> = createTicketbridge(club);
export const ofArray: Ticketbridge = createTicketbridge([shop, club]);
export const ofMany = (sources: readonly Source<Vendor>[]): Ticketbridge => createTicketbridge(sources);

declare const ticket: BrandloversRef;
declare const invoice: ClubcollectRef;
declare const ref: ThreadRef;
declare const thread: Thread;
declare const fragment: ThreadFragment;
declare const listed: ListedThread;
declare const message: Message;
declare const receipt: Receipt;
declare const signal: AbortSignal;

export async function mustPass(active: boolean | undefined): Promise<unknown> {
  for await (const { vendor, state, ref, raw, anomalies } of both.threads({
    active,
    turn: 'ours',
    vendors: ['clubcollect'],
    signal,
  })) {
    const turn: State['turn'] = state.turn;
    if (ref) await both.reply(ref, `${vendor} ${turn} ${anomalies.length}`, { signal });
    void raw;
  }
  for await (const whole of both.threads({ hydrate: true })) {
    const thread: Thread = whole;
    if (thread.vendor === 'clubcollect') thread.messages.map(({ sender }) => sender);
  }
  for await (const { items, position } of both.threads().pages()) {
    both.threads({
      from: position,
      maxItems: items.length,
      maxPages: 2,
      lookAhead: 1,
      onSourceError: ({ kind }, { account }) => void [kind, account],
    });
  }
  for await (const { state } of onlyShop.drain({ active: true })) if (state.native === 'OPEN') break;
  for await (const whole of both.drain({ hydrate: true })) export_(whole);
  const options: ThreadsOptions = { timeout: 1_000, headers: { 'x-trace': '1' }, accounts: [ticket, invoice] };
  for await (const { vendor } of both.threads(options)) void vendor;
  for await (const thread of both.threads({ hydrate: active ?? false })) {
    const either: Thread | ListedThread = thread;
    void either;
  }
  for await (const { position, end, total } of onlyClub.threads().pages()) {
    const known: string = position;
    void [known, end, total?.toFixed()];
  }
  for await (const { sentAt } of both.messages(invoice)) if (sentAt instanceof Date) break;
  for await (const { thread } of onlyClub.clubcollect.listedMessages({ turn: 'ours' })) void thread?.id;

  if (message.vendor === 'clubcollect') void message.sender;
  else void message.visibility;
  if (listed.vendor === 'clubcollect') void (listed satisfies ClubcollectThreadFragment).messages;
  else void (listed satisfies BrandloversThread).subject;
  if (receipt.vendor === 'clubcollect') void receipt.ref;

  const created: BrandloversCreateReceipt = await both.brandlovers.createThread(
    { orderId: '1', type: 't', from: 'f', text: 'x', description: undefined, customer: { name: 'n' } },
    { marker: true },
  );
  const located = await both.brandlovers.locate(created);
  if (located.status === 'candidates') located.threads.map(({ createdAt }) => createdAt);
  if (located.status === 'found') markerIn(located.thread.description)?.trim();
  await both.brandlovers.createThread({ orderId: '1', type: 't', from: 'f', text: 'x' }, { marker: 'order-1' });
  await both.brandlovers.locate({ marker: 'order-1', account: 'shop' }, { signal });
  await both.brandlovers.note(ticket, 'n');
  await both.brandlovers.close(ticket, { signal });
  await both.brandlovers.reopen(ticket);
  const isMore: boolean = await onlyShop.brandlovers.hasMoreMessages(ticket, 3, { beforeAttempt: async () => {} });
  void isMore;
  const { ref: opened, message: first } = await both.clubcollect.createThread({ invoiceId: '1', text: 'x' });
  await both.clubcollect.archive(opened);
  await both.clubcollect.assignToSupport(opened);
  void first.text;
  const whole: Thread = await both.clubcollect.thread(invoice);
  const parsed: ThreadRef = parseThreadRef(formatThreadRef(ref));
  const why: string = capabilities().clubcollect.note;
  const can: true = capabilities().brandlovers.note;
  try {
    await both.reply(ref, 'x');
  } catch (error) {
    if (isTicketbridgeError(error))
      return [error.kind, error.outcome, error.field, causeOf(error), receiptOf(error)?.marker];
  }
  return [whole, parsed, why, can];
}

export async function mustFail(active: boolean): Promise<void> {
  // @ts-expect-error a ClubCollect message may reach the customer: there are no notes
  await both.brandlovers.note(invoice, 'n');
  // @ts-expect-error archiving has no undo
  await both.brandlovers.reopen(invoice);
  // @ts-expect-error a ticket is closed, not archived
  await both.clubcollect.archive(ticket);
  // @ts-expect-error BrandLovers has no operation that reads one ticket
  await both.brandlovers.thread(ticket);
  // @ts-expect-error a ClubCollect thread has no status
  await both.clubcollect.close(invoice);
  // @ts-expect-error only one of the sources has a sender
  void message.sender;
  // @ts-expect-error only one of the sources has a visibility
  void message.visibility;
  // @ts-expect-error BrandLovers does not tell who wrote a message
  if (message.vendor === 'brandlovers') void message.sender;
  // @ts-expect-error ClubCollect does not tell who can read a message
  if (message.vendor === 'clubcollect') void message.visibility;
  // @ts-expect-error only a vendor's thread has a subject
  void thread.subject;
  // @ts-expect-error BrandLovers does not tell the new ticket's id
  if (receipt.vendor === 'brandlovers') void receipt.ref;
  // @ts-expect-error a created thread has no ref at BrandLovers
  void (await both.brandlovers.createThread({ orderId: '1', type: 't', from: 'f', text: 'x' })).ref;
  // @ts-expect-error OPEN is only ever set by the vendor
  await brandlovers.setTicketStatus({ ticketId: '1', ticketStatus: 'OPEN' });
  // @ts-expect-error a state that the vendor sent is not one that can be set
  await brandlovers.setTicketStatus({ ticketId: '1', ticketStatus: thread.state.native });
  // @ts-expect-error a state that the vendor sent is not one that can be asked for
  both.threads({ turn: thread.state.native });
  // @ts-expect-error what one list holds is not the whole thread
  export_(fragment);
  // @ts-expect-error a listing without hydrate yields fragments
  for await (const thread of both.threads({ active: true })) export_(thread);
  // @ts-expect-error only a listing that was told to hydrate yields whole threads
  for await (const thread of both.threads({ hydrate: active })) export_(thread);
  // @ts-expect-error an unknown vendor
  both.threads({ vendors: ['zendesk'] });
  // @ts-expect-error an account is named by its vendor too
  both.drain({ accounts: ['shop'] });
  // @ts-expect-error nothing tells when a list is drained in part
  both.drain({ maxItems: 1 });
  // @ts-expect-error a marker is a key
  await both.brandlovers.locate({ marker: true });
  // @ts-expect-error an unknown option
  both.threads({ activ: true });
  // @ts-expect-error an unknown option of creating
  await both.brandlovers.createThread({ orderId: '1', type: 't', from: 'f', text: 'x' }, { mark: true });
  // @ts-expect-error an unknown field
  await both.brandlovers.createThread({ orderId: '1', type: 't', from: 'f', text: 'x', body: 'y' });
  // @ts-expect-error no account at ClubCollect was given
  void onlyShop.clubcollect;
  // @ts-expect-error no account at BrandLovers was given
  void onlyClub.brandlovers;
  // @ts-expect-error a ref of a vendor that was not given
  await onlyShop.reply(invoice, 'x');
  // @ts-expect-error a ref may be missing: a ticket can be listed without an id
  await both.reply(listed.ref, 'x');
  // @ts-expect-error at least one source
  createTicketbridge();
  // @ts-expect-error an id alone does not say whose it is
  await both.reply({ id: '1' }, 'x');
  // @ts-expect-error a shared verb is not a vendor's
  both.brandlovers.reply(ticket, 'x');
}

declare function export_(thread: Thread): void;
