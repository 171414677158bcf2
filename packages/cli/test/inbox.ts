import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Inbox, openInbox, sqliteStore } from '@ticketbridge/inbox';
import { onTestFinished } from 'vitest';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { sourcesOf } from '../src/configuration/sources.ts';
import type { Env } from './desk.ts';

/** The path of an inbox that is not there yet, in a folder that goes with the test. */
export async function inboxPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'inbox.sqlite');
}

/** Runs an inbox in this process, as another program would, until it is stopped. */
export async function runInbox(env: Env, path: string) {
  const sources = sourcesOf(await readConfiguration(env, undefined));
  const polling = { interval: 50, maxPerSecond: 1_000, maxPerSecondAndAccount: 1_000 };
  const inbox = await openInbox({ store: sqliteStore(path), sources, polling });
  const ending = new AbortController();
  const running = inbox.run({ signal: ending.signal });
  const stop = async () => {
    ending.abort();
    await running;
    await inbox[Symbol.asyncDispose]();
  };
  onTestFinished(stop);
  await ready(inbox, sources.length);
  return { inbox, stop };
}

async function ready(inbox: Inbox, accounts: number): Promise<void> {
  let left = accounts;
  for await (const event of inbox.events('ready')) {
    if (event.type === 'account.ready') left -= 1;
    if (left === 0) return;
  }
}
