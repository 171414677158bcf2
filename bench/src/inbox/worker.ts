// worker.ts PLACE SCHEMA ACCOUNTS: runs an inbox on PostgreSQL from its parent's first message until its second one.
import { once } from 'node:events';
import { openInbox } from '@ticketbridge/inbox';
import { postgresStore } from '@ticketbridge/inbox/postgres';
import { UNLIMITED } from './driven.ts';
import { type Place, sourcesOf } from './vendors.ts';
import type { Schema } from './workers.ts';

const [place = '{}', at = '{}', accounts = ''] = process.argv.slice(2);
const { url, schema }: Schema = JSON.parse(at);
const vendors: Place = JSON.parse(place);
const inbox = await openInbox({
  store: postgresStore(url, { schema }),
  sources: sourcesOf(vendors, Number(accounts)),
  polling: UNLIMITED,
});
process.send?.('ready');
await once(process, 'message');
const stop = new AbortController();
process.once('message', () => stop.abort());
await inbox.run({ signal: stop.signal });
await inbox[Symbol.asyncDispose]();
process.disconnect();
