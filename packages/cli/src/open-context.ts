import type { Source, Vendor } from '@ticketbridge/facade';
import { openInbox } from '@ticketbridge/inbox';
import { readConfiguration } from './configuration/read-configuration.ts';
import { sourcesOf } from './configuration/sources.ts';
import type { Common, Context, InboxUse } from './context.ts';
import type { InboxDesk } from './desk/desk.ts';
import { inboxDesk } from './desk/inbox.ts';
import { isAddress, storeAt } from './desk/open-store.ts';
import { vendorsDesk } from './desk/vendors.ts';
import type { Io } from './io.ts';
import { Output } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Makes what a command works with: nothing is read or opened before it asks. */
export function contextOf(io: Io, { isJson, config, inbox: named, noInbox }: Common): Context {
  if (named !== undefined && noInbox) throw new UsageError('--inbox and --no-inbox exclude each other');
  if (named !== undefined && isAddress(named)) {
    throw new UsageError('the address of a database holds a password: it comes by TICKETBRIDGE_INBOX, or in the file');
  }
  const read = async () => {
    const configuration = await readConfiguration(io.env, config);
    const place = noInbox ? undefined : (named ?? configuration.inbox);
    return { place, sources: sourcesOf(configuration) };
  };
  return {
    io,
    out: new Output(io),
    isJson,
    place: { config, inbox: named },
    readPlace: async () => (await read()).place,
    openDesk: async () => {
      const { place, sources } = await read();
      if (place !== undefined) return openAt(place, sources, io.signal);
      if (sources.length === 0) throw new UsageError(NO_ACCOUNT);
      return vendorsDesk(sources, io.signal);
    },
    openInbox: async (use) => {
      const { place, sources } = await read();
      if (place === undefined) throw new UsageError(NO_INBOX);
      return openAt(place, sources, io.signal, use);
    },
  };
}

const NO_ACCOUNT =
  "no account is configured: set BRANDLOVERS_TOKENS, or CLUBCOLLECT_API_KEY and CLUBCOLLECT_COMPANIES; see 'ticketbridge --help'";

const NO_INBOX = 'this needs an inbox: name one with --inbox, TICKETBRIDGE_INBOX or "inbox" in the configuration file';

async function openAt(
  place: string,
  sources: readonly Source<Vendor>[],
  signal: AbortSignal,
  { mayMake = false, interval }: InboxUse = {},
): Promise<InboxDesk> {
  const polling = { interval: interval === undefined ? undefined : interval * 1_000 };
  const inbox = await openInbox({ store: await storeAt(place, mayMake), sources, polling });
  const accounts = sources.map(({ vendor, account }) => ({ vendor, account }));
  const currentMessages = sources.length > 0 ? vendorsDesk(sources, signal).currentMessages : undefined;
  return inboxDesk(inbox, { accounts, currentMessages, signal });
}
