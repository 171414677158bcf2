import { TicketbridgeError } from '@ticketbridge/http';
import { instantOf } from '../instant.ts';
import { isMarker } from './marker.ts';
import type { BrandloversNewThread } from './model.ts';

/** What `locate` looks for: a mark, tickets that are similar to what was sent, or both. */
export interface Wanted {
  readonly marker?: string | undefined;
  readonly sent?: Sent | undefined;
}

/** What a receipt tells of a ticket. */
export interface Sent extends Pick<BrandloversNewThread, 'type' | 'description'> {
  readonly at: Date;
}

const A_KEY = 'a key of 1 to 64 characters out of a-z, 0-9, ".", "_" and "-"';

/** Makes the marker that `createThread` was asked for: a random one for `true`. @throws TicketbridgeError `invalid-input` */
export function newMarker(option: unknown): string | undefined {
  if (option === undefined || option === false) return undefined;
  if (option === true) return crypto.randomUUID();
  return checkMarker(option, 'marker', `true or ${A_KEY}`);
}

/**
 * Reads what `locate` was given: a receipt of `createThread`, which may have been kept as JSON and damaged there, or an
 * object of a marker and perhaps the account.
 *
 * @throws TicketbridgeError `invalid-input` that names the field
 */
export function readWanted(value: unknown, account: string): Wanted {
  if (!isObject(value)) {
    throw invalidInput(
      'receipt',
      'must be a receipt of createThread, or an object of a "marker" and perhaps an "account"',
    );
  }
  return RECEIPT_FIELDS.some((name) => value[name] !== undefined)
    ? readReceipt(value, account)
    : readMarked(value, account);
}

const RECEIPT_FIELDS = ['vendor', 'verb', 'input', 'at', 'outcome'] as const;

function readReceipt({ vendor, account, verb, input, at, marker }: Fields, ownAccount: string): Wanted {
  if (vendor !== 'brandlovers') throw invalidInput('receipt.vendor', 'must be "brandlovers"');
  if (account !== ownAccount)
    throw invalidInput('receipt.account', 'must be the account that the thread was created for');
  if (verb !== 'createThread') throw invalidInput('receipt.verb', 'must be "createThread"');
  if (!isObject(input)) throw invalidInput('receipt.input', 'must be what was given to createThread');
  const { type, description } = input;
  if (typeof type !== 'string') throw invalidInput('receipt.input.type', 'must be a string');
  if (description !== undefined && typeof description !== 'string') {
    throw invalidInput('receipt.input.description', 'must be a string, or absent');
  }
  const instant = typeof at === 'string' ? instantOf(at) : undefined;
  if (!(instant instanceof Date)) throw invalidInput('receipt.at', 'must be a date-time with a time zone');
  return {
    marker: marker === undefined ? undefined : checkMarker(marker, 'receipt.marker'),
    sent: { type, description, at: instant },
  };
}

function readMarked({ account, marker, ...rest }: Fields, ownAccount: string): Wanted {
  const unknown = Object.keys(rest).find((name) => rest[name] !== undefined);
  if (unknown !== undefined)
    throw invalidInput(unknown, 'is unknown here; locate takes a receipt, or "marker" and "account"');
  if (account !== undefined && account !== ownAccount)
    throw invalidInput('account', 'must be the account of this source');
  return { marker: checkMarker(marker, 'marker') };
}

function checkMarker(value: unknown, field: string, right: string = A_KEY): string {
  if (isMarker(value)) return value;
  throw invalidInput(field, `must be ${right}`);
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalidInput(field: string, why: string): TicketbridgeError {
  return new TicketbridgeError(`"${field}" ${why}`, { kind: 'invalid-input', outcome: 'not-sent', field });
}
