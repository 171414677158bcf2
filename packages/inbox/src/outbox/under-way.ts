import { InboxError, isInboxError } from '../inbox-error.ts';

/** Does something under which an entry is sent: what the store fails with says that the entry may have left by then. */
export async function underWay<T>(id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isInboxError(error) || !error.code.startsWith('store-')) throw error;
    const words = `The entry ${id} is kept, and may have been sent: send with its id finds out, and sends nothing twice.`;
    throw new InboxError(error.code, `${error.message} ${words}`, { cause: error });
  }
}
