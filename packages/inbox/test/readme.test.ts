import { readFile } from 'node:fs/promises';
import type { EventType, InboxErrorCode, InboxEvent, Outbox, OutboxEntry, PollingOptions } from '@ticketbridge/inbox';
import { expect, test } from 'vitest';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The names in the first column of a section's first table. */
function listedIn(heading: string): string[] {
  const section = readme.split('\n## ').find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const [table = ''] = section.match(/(^\|.*\n)+/m) ?? [];
  const rows = table.split('\n').slice(2).join('\n');
  return [...rows.matchAll(/^\| `([\w.-]+)`/gm)].map(([, name = '']) => name);
}

type Own<Event> = Exclude<keyof Event, 'type' | 'id' | 'seq' | 'vendor' | 'account' | 'at'>;
type Fields = { readonly [T in EventType]: Readonly<Record<Own<Extract<InboxEvent, { type: T }>>, true>> };

/** The compiler finds what is missing here, and what is too much. */
const EVENTS: Fields = {
  'account.ready': { threads: true, messages: true },
  'thread.new': { ref: true, state: true },
  'thread.state': { ref: true, from: true, to: true, between: true },
  'message.new': { ref: true, message: true },
  'thread.missing': { ref: true },
  'message.gone': { ref: true, message: true },
  'thread.rewritten': { ref: true, messages: true },
};
const STATES: Readonly<Record<OutboxEntry['state'], true>> = {
  queued: true,
  sending: true,
  unknown: true,
  accepted: true,
  refused: true,
  cancelled: true,
};
const POLLING: Readonly<Record<keyof PollingOptions, true>> = {
  interval: true,
  coldInterval: true,
  sweepInterval: true,
  maxPerSecond: true,
  maxPerSecondAndAccount: true,
};
const CODES: Readonly<Record<InboxErrorCode, true>> = {
  'store-locked': true,
  'store-full': true,
  'store-newer': true,
  'store-moved': true,
  'store-unusable': true,
  'store-unreachable': true,
  'already-running': true,
  'not-found': true,
  lost: true,
};
type Verb = Exclude<keyof Outbox, 'open' | 'get' | 'decide' | 'cancel'>;
const VERBS: Readonly<Record<Verb, true>> = {
  reply: true,
  note: true,
  close: true,
  reopen: true,
  archive: true,
  assignToSupport: true,
  createThread: true,
};

test.each([
  ['Events', EVENTS],
  ['Writing', STATES],
  ['Gentle with the vendors', POLLING],
  ['One file', CODES],
])('the README lists all there is under "%s"', (heading, all) => {
  expect(listedIn(heading)).toEqual(Object.keys(all));
});

test('the README lists what each event holds', () => {
  for (const [type, fields] of Object.entries(EVENTS)) {
    const [, , held = ''] = readme.match(new RegExp(`^\\| \`${type}\` .*$`, 'm'))?.[0].split('|') ?? [];
    expect([type, [...held.matchAll(/\w+/g)].map(([name]) => name)]).toEqual([type, Object.keys(fields)]);
  }
});

test('the README names every verb of the outbox', () => {
  for (const verb of Object.keys(VERBS)) expect(readme).toContain(`\`${verb}\``);
});
