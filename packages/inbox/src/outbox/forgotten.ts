import type { ThreadRef } from '@ticketbridge/facade';
import type { Tx } from '../database.ts';
import { isCopy } from './copies.ts';
import { digestOfEntry } from './entry.ts';
import type { NewMessage } from './match.ts';

/** Tells whether the text of a new message was forgotten before it came: asked once of each, in turn. */
export type IsForgotten = (message: NewMessage, entry: string | undefined) => boolean;

/**
 * Reads what was to be sent to a thread when it was forgotten, and has not come yet. Each is the text of one message, which
 * need not be taken for its effect: of several that look alike, that cannot always be told.
 */
export async function forgottenTexts(tx: Tx, { vendor, account, id }: ThreadRef): Promise<IsForgotten> {
  const entries = await tx
    .selectFrom('outbox')
    .select(['id', 'verb', 'vendor', 'account', 'thread', 'digest'])
    .where((eb) => eb.and({ vendor, account, thread: id, forgotten: 1 }))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('messages').select('n').whereRef('messages.entry', '=', 'outbox.id'))),
    )
    .execute();
  return (message, entry) => {
    const { text } = message;
    const at = entries.findIndex((other) => {
      if (entry !== undefined) return other.id === entry;
      return isCopy(message, vendor, other.verb, text) && other.digest === digestOfEntry(other, { text });
    });
    return at >= 0 && entries.splice(at, 1).length > 0;
  };
}
