import { provesUnsent } from '../no-answer.ts';

/** Makes an error that says, as Node's own do, that no connection was made. */
export function notConnected(message: string, code: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { syscall: 'connect', code });
}

/** Makes the error of a request of which nothing was written. It may prove more itself: a rejected certificate, say. */
export function unsent(error: unknown): TypeError {
  const { code = 'UND_ERR' } = Object(error);
  // undici's word for closed, once nothing is under way any more.
  if (code === 'UND_ERR_DESTROYED') return unsent(Object.assign(new Error('closed'), { code: 'UND_ERR_CLOSED' }));
  return fetchFailed(provesUnsent(error) ? error : notConnected('nothing was written', code, error));
}

/** Makes the error that the platform's fetch fails with, so that what reads the one reads the other. */
export function fetchFailed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause });
}
