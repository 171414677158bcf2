import { bounded } from '../bounded.ts';
import { type Call, callError } from '../call.ts';
import { invalidInput, keepCause } from '../error.ts';
import { type Runner, show } from './showing.ts';
import type { Observer } from './types.ts';

/**
 * Sends a call between openapi-fetch's middleware for its request and that for its answer. Who answers or changes the
 * request keeps it from being sent, as the caller may count on that; what is done to the answer has no effect.
 *
 * @throws TicketbridgeError `timeout`, `aborted` or `invalid-input` of the field `middleware` when nothing was sent; or as
 * `send` does
 */
export async function observe<T extends { readonly response: Response }>(
  runner: Runner,
  observers: readonly Observer[],
  baseUrl: string,
  call: Call,
  send: (startedAt: number) => Promise<T>,
): Promise<T> {
  const { api, operation, options } = call;
  const { vendor } = api;
  const startedAt = performance.now();
  if (observers.length === 0) return send(startedAt);
  const msLeft = () => startedAt + options.deadline - performance.now();
  const { passed, answer, ended, stop } = show(runner, observers, baseUrl, call);
  const seen = await bounded(call, msLeft(), () => passed);
  if (!seen.ok) {
    stop();
    throw callError(call, { attempts: 0, outcome: 'not-sent', status: undefined }, seen);
  }
  try {
    if (seen.value) {
      const message = `${vendor}.${operation}: a middleware may only observe: one failed, or answered or changed the request`;
      const error = invalidInput(message, { vendor, operation, field: 'middleware' });
      keepCause(error, seen.value.thrown);
      throw error;
    }
    // Awaited by nobody else: the error's stack would not lead to the caller.
    const settled = await send(startedAt);
    answer(settled.response.clone());
    return settled;
  } catch (error) {
    answer(Promise.reject(error));
    throw error;
  } finally {
    await bounded(call, msLeft(), () => ended);
    stop();
  }
}
