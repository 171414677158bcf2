import {
  type Account,
  formatThreadRef,
  isTicketbridgeError,
  parseThreadRef,
  type ThreadRef,
} from '@ticketbridge/facade';
import { UsageError } from './usage-error.ts';
import { visible } from './visible.ts';

/**
 * Renders a ref as a person can copy it: what would drive a terminal, the backslash, and the bar of tables, stand there as
 * their escapes, which {@link readRef} takes back.
 */
export function shownRef(ref: ThreadRef): string {
  return escapedRef(formatThreadRef(ref));
}

/**
 * Reads a ref as {@link shownRef} or `formatThreadRef` renders it.
 *
 * @throws UsageError when it is none
 */
export function readRef(text: string): ThreadRef {
  return read(text, `"${text}" is no thread: it has the form vendor:account:id, as 'ticketbridge list' shows it`);
}

/** Renders an account as `vendor:account`, escaped as in a ref. */
export function shownAccount({ vendor, account }: Account): string {
  return shownRef({ vendor, account, id: 'x' }).slice(0, -':x'.length);
}

/**
 * Reads an account as {@link shownAccount} renders it.
 *
 * @throws UsageError when it is none
 */
export function readAccount(text: string): Account {
  const why = `"${text}" is no account: it has the form vendor:account, as 'ticketbridge status' shows it`;
  const { vendor, account } = read(`${text}:x`, why);
  return { vendor, account };
}

/** Renders a ref that `formatThreadRef` made, as {@link shownRef} does. */
export function escapedRef(ref: string): string {
  return visible(ref.replaceAll('\\', String.raw`\u005c`).replaceAll('|', String.raw`\u007c`));
}

function read(ref: string, why: string): ThreadRef {
  const unescaped = ref.replaceAll(/\\u([\da-f]{4})/g, (_, unit: string) =>
    String.fromCharCode(Number.parseInt(unit, 16)),
  );
  try {
    // Only what was rendered so is taken back: an id may hold the text of an escape.
    return parseThreadRef(escapedRef(unescaped) === ref ? unescaped : ref);
  } catch (error) {
    if (!isTicketbridgeError(error)) throw error;
    throw new UsageError(why);
  }
}
