import type { Account, BrandloversNewThread, ClubcollectNewThread, Ticketbridge, Vendor } from '@ticketbridge/facade';
import { accountOf, assertArguments, type CreateOptions, invalidInput, readOutboxOptions } from './checks.ts';
import type { Write } from './enqueue.ts';

/** What a thread is created of, at one vendor or the other. */
export type NewThread = BrandloversNewThread | ClubcollectNewThread;

const VERB = 'createThread';
/** What the facade takes for a marker. */
const MARKER = /^[a-z0-9._-]{1,64}$/;

/**
 * Reads the arguments of `createThread`.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export async function readNewThread(
  bridge: Ticketbridge,
  accounts: readonly Account[],
  input: NewThread,
  options: CreateOptions | undefined,
): Promise<Write> {
  const { key, vendor = vendorOf(accounts, input) } = readOutboxOptions(VERB, options);
  if (!accounts.some((account) => account.vendor === vendor)) {
    throw invalidInput(VERB, '"vendor" must be one of which a source was given', 'vendor');
  }
  await assertArguments((call) =>
    isForInvoice(vendor, input)
      ? bridge.clubcollect.createThread(input, call)
      : bridge.brandlovers.createThread(input, call),
  );
  // It was read, so it is JSON; the copy stays as it is.
  const copy: NewThread = JSON.parse(JSON.stringify(input));
  const account = accountOf(accounts, { vendor, account: copy.account }, VERB, 'account');
  return { verb: VERB, ...account, ...writeOf(vendor, copy, key), key: key ?? crypto.randomUUID() };
}

function vendorOf(accounts: readonly Account[], input: NewThread): Vendor {
  const [vendor = 'brandlovers', ...others] = new Set(accounts.map((account) => account.vendor));
  if (others.length === 0) return vendor;
  return 'invoiceId' in Object(input) ? 'clubcollect' : 'brandlovers';
}

/** Tells which vendor's an input is meant to be; whether it is one, the facade tells. */
function isForInvoice(vendor: Vendor, _input: NewThread): _input is ClubcollectNewThread {
  return vendor === 'clubcollect';
}

function writeOf(vendor: Vendor, input: NewThread, ownKey: string | undefined): Pick<Write, 'thread' | 'content'> {
  if (isForInvoice(vendor, input)) return { thread: input.invoiceId, content: { text: input.text } };
  if (ownKey !== undefined && !MARKER.test(ownKey)) {
    throw invalidInput(VERB, '"key" must be 1 to 64 characters out of a-z0-9._-: it is the marker', 'key');
  }
  const { account: _, text, ...ticket } = input;
  return { thread: null, content: { text, ticket, hasOwnKey: ownKey !== undefined } };
}
