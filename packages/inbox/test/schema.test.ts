import { expect, test } from 'vitest';
import type { Tables } from '../src/schema.ts';
import { openStore } from './support/store.ts';

/** Every column of `schema.ts`, by typecheck. */
const COLUMNS: { readonly [T in keyof Tables]: Readonly<Record<keyof Tables[T], 'null' | 'value'>> } = {
  accounts: {
    vendor: 'value',
    account: 'value',
    phase: 'value',
    progress: 'null',
    epoch: 'value',
    polled_at: 'null',
    listed_at: 'null',
    due_at: 'value',
    paused_until: 'null',
    failures: 'value',
    failure: 'null',
    requests: 'value',
    unaddressable: 'value',
    retention_days: 'null',
  },
  threads: {
    vendor: 'value',
    account: 'value',
    thread: 'value',
    native: 'null',
    active: 'value',
    turn: 'value',
    evidence: 'value',
    state_seen_at: 'value',
    state_changes: 'value',
    subject: 'null',
    raw: 'null',
    digest: 'null',
    hinted: 'value',
    is_read: 'value',
    read_at: 'null',
    message_count: 'value',
    changed_at: 'value',
    probe_at: 'null',
    misses: 'value',
    missing_since: 'null',
    forgotten_at: 'null',
  },
  messages: {
    n: 'value',
    id: 'value',
    vendor: 'value',
    account: 'value',
    thread: 'value',
    native: 'null',
    author: 'value',
    visibility: 'null',
    sender: 'null',
    sent_at: 'null',
    sent_text: 'null',
    text: 'null',
    raw: 'null',
    words: 'null',
    place: 'value',
    seen_at: 'value',
    gone_at: 'null',
    purged_at: 'null',
    entry: 'null',
  },
  events: {
    seq: 'value',
    id: 'value',
    type: 'value',
    vendor: 'value',
    account: 'value',
    thread: 'null',
    message: 'null',
    detail: 'value',
    at: 'value',
  },
  consumers: { name: 'value', position: 'value' },
  acknowledged: { consumer: 'value', seq: 'value' },
  outbox: {
    id: 'value',
    n: 'value',
    key: 'value',
    verb: 'value',
    vendor: 'value',
    account: 'value',
    thread: 'null',
    content: 'null',
    digest: 'value',
    state: 'value',
    copies_before: 'null',
    claim: 'null',
    claimed_until: 'null',
    attempts: 'value',
    looks: 'value',
    due_at: 'value',
    reason: 'null',
    message: 'null',
    created_at: 'value',
    sent_at: 'null',
    settled_at: 'null',
    settled_by: 'null',
  },
};

test('the migrations make the tables that the code expects', async () => {
  await using database = await openStore();
  const tables = await database.reader.introspection.getTables();
  const made = tables
    .filter(({ name }) => Object.hasOwn(COLUMNS, name))
    .map(({ name, columns }) => [name, columns.map((it) => [it.name, it.isNullable ? 'null' : 'value'])] as const)
    .map(([name, columns]) => [name, Object.fromEntries(columns)] as const);
  expect(Object.fromEntries(made)).toEqual(COLUMNS);
});
