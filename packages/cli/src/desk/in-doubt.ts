import { isDoubtful, whyOf } from './store-failure.ts';

/** A change of the inbox of which nobody knows whether it was made. */
export class InDoubtError extends Error {}

interface Words {
  /** Says what is not known, such as "this was decided". */
  readonly what: string;
  /** Says what to do before, or instead of, giving it again. */
  readonly next: string;
}

/**
 * Makes a change of what is in an inbox.
 *
 * @throws InDoubtError where it may have been made though it failed; anything else that it fails with was not made
 */
export async function changeInbox<T>({ what, next }: Words, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!isDoubtful(error)) throw error;
    throw new InDoubtError(`it is not known whether ${what}: ${whyOf(error)}. ${next}`);
  }
}
