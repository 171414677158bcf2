import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseThreadRef } from '@ticketbridge/facade';
import { type Inbox, InboxError, type InboxErrorCode, openInbox, sqliteStore } from '@ticketbridge/inbox';
import { expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../src/commands/index.ts';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { sourcesOf } from '../src/configuration/sources.ts';
import type { Context } from '../src/context.ts';
import { inboxDesk } from '../src/desk/inbox.ts';
import { Output } from '../src/output.ts';
import { told } from '../src/told.ts';
import { inboxPath } from './inbox.ts';

const REF = 'brandlovers:shop:1';

/** An inbox that nobody runs, whose vendors are never asked. */
async function openUnread(): Promise<Inbox> {
  const env = { XDG_CONFIG_HOME: '/nowhere', BRANDLOVERS_URL: 'http://127.0.0.1:9', BRANDLOVERS_TOKENS: 'shop=token' };
  const sources = sourcesOf(await readConfiguration(env, undefined));
  const inbox = await openInbox({ store: sqliteStore(await inboxPath()), sources });
  onTestFinished(async () => await inbox[Symbol.asyncDispose]());
  return inbox;
}

/** Runs a command on an inbox, to its end. */
async function runOn(inbox: Inbox, [name, ...args]: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: Context['io'] = { env: {}, stdin: new PassThrough(), stdout, stderr, signal: new AbortController().signal };
  const desk = inboxDesk(inbox, { accounts: [], currentMessages: undefined, signal: io.signal });
  const context: Context = {
    io,
    out: new Output(io),
    isJson: false,
    place: { config: undefined, inbox: undefined },
    readPlace: async () => undefined,
    openDesk: async () => desk,
    openInbox: async () => desk,
  };
  const command = COMMANDS.find((one) => one.name === name);
  const code = await command?.run(context, args).catch((error: unknown) => told(error, io));
  stderr.end();
  return { code, err: await text(stderr) };
}

/** The store fails with these before a change is made, and with the others maybe after it; the codes of the command. */
const BEFORE: Partial<Record<InboxErrorCode, number>> = { 'store-locked': 1, 'store-full': 1, 'store-moved': 2 };

/** Fails with a code, where it can come after the change then. */
function failing<A extends readonly unknown[], R>(code: InboxErrorCode, change: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    if (BEFORE[code] === undefined) await change(...args).catch(() => {});
    throw new InboxError(code, 'The inbox: nothing was changed, try again.');
  };
}

/** Has every change fail that a command can make of what is in an inbox. */
function withFailing(inbox: Inbox, code: InboxErrorCode): Inbox {
  const { decide, cancel } = inbox.outbox;
  return {
    ...inbox,
    outbox: { ...inbox.outbox, decide: failing(code, decide), cancel: failing(code, cancel) },
    forget: failing(code, inbox.forget),
    retain: failing(code, inbox.retain),
    // What was begun is ended by whoever opened it.
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Every command that changes what is in an inbox, and what it says of a change of which nobody knows. */
const CHANGES: readonly (readonly [readonly string[], RegExp])[] = [
  [
    ['outbox', 'decide', 'ENTRY', 'was-not-sent', '--yes'],
    /whether this was decided: .*If it was, it is sent again\. Look before you decide again: ticketbridge outbox$/,
  ],
  [
    ['outbox', 'decide', 'ENTRY', 'was-sent'],
    /whether this was decided: .*Look before you decide again: ticketbridge outbox$/,
  ],
  [
    ['outbox', 'cancel', 'ENTRY'],
    /whether it was cancelled: .*If it was not, it may be sent\. Look: ticketbridge outbox$/,
  ],
  [['forget', REF, '--yes'], /whether its texts were purged: .*Given again, it purges what is left\.$/],
  [['retain', 'brandlovers:shop', '30'], /whether this was set: .*Given again, it is set anew\.$/],
];

test.each(CHANGES)('%j: a change whose answer was not heard is told as unknown, with 4', async (args, said) => {
  for (const code of ['store-unreachable', 'store-unusable'] as const) {
    const inbox = await openUnread();
    const { id } = await inbox.outbox.reply(parseThreadRef(REF), 'Oi!');
    const words = args.map((word) => (word === 'ENTRY' ? id : word));
    const ended = await runOn(withFailing(inbox, code), words);
    expect([ended.code, ended.err.trim()]).toEqual([4, expect.stringMatching(said)]);
    expect(ended.err).toMatch(/^ticketbridge: it is not known/);
    expect(ended.err).not.toMatch(/nothing was changed|try again/);
  }
});

test.each(CHANGES)('%j: a change that was certainly not made fails, with 1 or 2', async (args) => {
  for (const code of ['store-locked', 'store-full', 'store-moved'] as const) {
    const inbox = await openUnread();
    const { id } = await inbox.outbox.reply(parseThreadRef(REF), 'Oi!');
    const words = args.map((word) => (word === 'ENTRY' ? id : word));
    const ended = await runOn(withFailing(inbox, code), words);
    expect([ended.code, ended.err]).toEqual([
      BEFORE[code],
      'ticketbridge: The inbox: nothing was changed, try again.\n',
    ]);
  }
});
