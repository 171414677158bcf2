import type { Database } from './database.ts';
import { InboxError } from './inbox-error.ts';

/** Returns the same database, which refuses in words to be used once it was disposed of. */
export function closable(database: Database): Database {
  let isClosed = false;
  return new Proxy(database, {
    get(target, name) {
      if (isClosed && name !== Symbol.asyncDispose) throw new InboxError('store-unusable', 'The inbox was closed.');
      if (name === Symbol.asyncDispose) isClosed = true;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
