import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { InboxError, type InboxErrorCode, openInbox, sqliteStore } from '@ticketbridge/inbox';
import { expect, onTestFinished, test } from 'vitest';
import { tellOutages } from '../src/desk/outages.ts';
import { Output } from '../src/output.ts';
import { inboxPath } from './inbox.ts';

const AWAY = 'The inbox cannot be reached: what runs waits, and tries again for up to 5 minutes.\n';
const BACK = 'The inbox can be reached again, and it goes on.\n';

/** What is told of an inbox that fails with these codes, one look after the other, and answers where there is none. */
async function toldOf(...looks: readonly (InboxErrorCode | undefined)[]): Promise<string> {
  const inbox = await openInbox({ store: sqliteStore(await inboxPath()) });
  onTestFinished(async () => await inbox[Symbol.asyncDispose]());
  const ending = new AbortController();
  const left = [...looks];
  const get: typeof inbox.outbox.get = async (id) => {
    const code = left.shift();
    if (left.length === 0) ending.abort();
    if (code) throw new InboxError(code, 'The inbox: try again.');
    return inbox.outbox.get(id);
  };
  const stderr = new PassThrough();
  const out = new Output({ stdout: new PassThrough(), stderr });
  await tellOutages({ ...inbox, outbox: { ...inbox.outbox, get } }, out, ending.signal, 1);
  stderr.end();
  return text(stderr);
}

const away = 'store-unreachable';

test.each([
  ['an inbox that answers', [undefined, undefined, undefined], ''],
  ['an outage', [undefined, away, away, away, undefined, undefined, undefined], AWAY + BACK],
  ['two outages', [away, undefined, away, away, undefined, undefined], AWAY + BACK + AWAY + BACK],
  ['an outage that does not end', [undefined, away, away, away], AWAY],
  ['failures that are no outage', ['store-locked', away, 'store-locked', away, undefined, undefined], AWAY + BACK],
] as const)('of %s is told once when it begins, and once when it ends', async (_, looks, told) => {
  expect(await toldOf(...looks)).toBe(told);
});
