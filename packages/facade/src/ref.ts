import { TicketbridgeError } from '@ticketbridge/http';

/** The address of a BrandLovers thread: a ticket of one seller. */
export interface BrandloversRef {
  readonly vendor: 'brandlovers';
  /** The name that the application gave to the seller's source. */
  readonly account: string;
  /** The vendor's `ticketId`. */
  readonly id: string;
}

/** The address of a ClubCollect thread: the conversation about one invoice. */
export interface ClubcollectRef {
  readonly vendor: 'clubcollect';
  /** The company's id. */
  readonly account: string;
  /** The invoice's id: the vendor has no object for the conversation. */
  readonly id: string;
}

/** The address of a thread: plain data, to be kept and sent as such or through {@link formatThreadRef}. */
export type ThreadRef = BrandloversRef | ClubcollectRef;

const VENDORS: readonly string[] = ['brandlovers', 'clubcollect'] satisfies ThreadRef['vendor'][];

/**
 * A ref as one string, such as `brandlovers:seller-1:4711`, for every account and id.
 *
 * @throws TicketbridgeError `invalid-input` when it is not a ref
 */
export function formatThreadRef(ref: ThreadRef): string {
  const { vendor, account, id } = checkThreadRef(ref);
  return [vendor, account, id].map(escapePart).join(':');
}

/**
 * The ref that {@link formatThreadRef} made `text` of.
 *
 * @throws TicketbridgeError `invalid-input` when `text` is not such a string
 */
export function parseThreadRef(text: string): ThreadRef {
  const parts = String(text).split(':').map(unescapePart);
  const [vendor, account, id] = parts;
  if (parts.length !== 3) throw invalidRef('must be a string of the form vendor:account:id');
  return checkThreadRef({ vendor, account, id });
}

/** Narrows to a ref. @throws TicketbridgeError `invalid-input` */
export function checkThreadRef(value: unknown): ThreadRef {
  if (!isObject(value)) throw invalidRef('must be an object of vendor, account and id');
  const { vendor, account, id } = value;
  if (typeof account !== 'string' || account === '') throw invalidRef('needs an "account", a string that is not empty');
  if (typeof id !== 'string' || id === '') throw invalidRef('needs an "id", a string that is not empty');
  if (vendor === 'brandlovers' || vendor === 'clubcollect') return { vendor, account, id };
  throw invalidRef(`needs a "vendor", one of ${VENDORS.join(', ')}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function invalidRef(why: string): TicketbridgeError {
  return new TicketbridgeError(`a thread ref ${why}`, { kind: 'invalid-input', outcome: 'not-sent' });
}

function escapePart(part: string): string {
  return part.replace(/[%:]/g, (character) => (character === '%' ? '%25' : '%3A'));
}

function unescapePart(part: string): string {
  return part.replace(/%3A/g, ':').replace(/%25/g, '%');
}
