import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';

/** The error that a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<TicketbridgeError> {
  const error = await call.then(
    (value) => new Error(`the call did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!isTicketbridgeError(error)) throw error;
  return error;
}
