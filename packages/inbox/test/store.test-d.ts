import { type InboxOptions, openInbox, type Store, sqliteStore } from '@ticketbridge/inbox';
import { postgresStore } from '@ticketbridge/inbox/postgres';
import { describe, expectTypeOf, test } from 'vitest';

describe('a store', () => {
  test('is what either function returns, and may be kept and passed on', () => {
    expectTypeOf(sqliteStore('inbox.sqlite')).toEqualTypeOf<Store>();
    expectTypeOf(postgresStore('postgresql://localhost/support')).toEqualTypeOf<Store>();
    expectTypeOf<InboxOptions['store']>().toEqualTypeOf<Store>();
    const store: Store = sqliteStore('inbox.sqlite');
    openInbox({ store });
  });

  test('cannot be made by hand', () => {
    // @ts-expect-error neither function made it
    openInbox({ store: {} });
    // @ts-expect-error nor has a store such a function
    openInbox({ store: { open: async () => undefined } });
    // @ts-expect-error a path names none
    openInbox({ store: 'inbox.sqlite' });
    // @ts-expect-error it is needed
    openInbox({});
  });

  test('shows nothing of what it holds', () => {
    expectTypeOf<keyof Store & string>().toBeNever();
    // @ts-expect-error openInbox alone opens it
    sqliteStore('inbox.sqlite').open();
    // @ts-expect-error the database is nobody else's
    sqliteStore('inbox.sqlite').reader;
  });
});
