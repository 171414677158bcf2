import { invalidInput } from './checks.ts';
import type { Database } from './database.ts';

const made: unique symbol = Symbol('store of an inbox');

/** Where an inbox is kept. Made by `sqliteStore` or `postgresStore`; what it holds is for `openInbox` alone. */
export interface Store {
  readonly [made]: true;
}

const openers = new WeakMap<object, () => Promise<Database>>();

/** Makes a store: nothing else that looks like one is taken for it. */
export function storeOf(open: () => Promise<Database>): Store {
  const store = Object.freeze<Store>({ [made]: true });
  openers.set(store, open);
  return store;
}

export function isStore(value: unknown): value is Store {
  return openers.has(Object(value));
}

/**
 * Opens a store, and brings its tables to the form of this version.
 *
 * @throws TicketbridgeError `invalid-input` of what only looks like one
 */
export async function openDatabase(store: Store): Promise<Database> {
  const open = openers.get(store);
  if (!open) throw invalidInput('openInbox', '"store" must be made by sqliteStore or postgresStore', 'store');
  return open();
}
