import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Tables } from '../src/schema.ts';
import { sqliteStore } from '../src/sqlite/store.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'ticketbridge-inbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await using database = await sqliteStore(join(folder, 'inbox')).open();
  const tables = await database.reader.introspection.getTables();
  const made = tables
    .filter(({ name }) => Object.hasOwn(COLUMNS, name))
    .map(({ name, columns }) => [name, columns.map((it) => [it.name, it.isNullable ? 'null' : 'value'])] as const)
    .map(([name, columns]) => [name, Object.fromEntries(columns)] as const);
  expect(Object.fromEntries(made)).toEqual(COLUMNS);
});
