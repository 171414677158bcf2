import { type Check, is, oneOf, partOf, readArguments } from './checks.ts';
import { VENDORS, type Vendor } from './vendor.ts';

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

/**
 * The address of a thread: plain data, to be kept and sent as such or through {@link formatThreadRef}. It is not a
 * permission: whoever may call the facade with it reaches the thread.
 */
export type ThreadRef = BrandloversRef | ClubcollectRef;

const name: Check<string> = is(
  'text that is not ""',
  (value): value is string => typeof value === 'string' && value !== '',
);

/** Accepts a ref of one of these vendors, with an id that `id` accepts. */
export function refOf<N extends Vendor>(
  vendors: readonly N[],
  id: Check<string>,
): Check<{ readonly vendor: N; readonly account: string; readonly id: string }> {
  return partOf({ vendor: oneOf(vendors), account: name, id });
}

/** Accepts a ref that may never have been sent to its vendor: its id is any text. */
const storedRef: Check<ThreadRef> = refOf(VENDORS, name);

/**
 * Renders a ref as one string, such as `brandlovers:seller-1:4711`, for every account and id.
 *
 * @throws TicketbridgeError `invalid-input` when it is not a ref
 */
export function formatThreadRef(ref: ThreadRef): string {
  const { vendor, account, id } = readArguments('formatThreadRef', { ref: storedRef }, [ref]).ref;
  return [vendor, account, id].map(escapePart).join(':');
}

/**
 * Returns the ref that {@link formatThreadRef} made `text` of.
 *
 * @throws TicketbridgeError `invalid-input` when `text` is not such a string
 */
export function parseThreadRef(text: string): ThreadRef {
  const form = is(
    'text of the form vendor:account:id, as formatThreadRef writes it',
    (value): value is string => typeof value === 'string' && value.split(':').length === 3,
  );
  const given = readArguments('parseThreadRef', { text: form }, [text]).text;
  const [vendor, account, id] = given.split(':').map(unescapePart);
  return readArguments('parseThreadRef', { text: storedRef }, [{ vendor, account, id }]).text;
}

function escapePart(part: string): string {
  return part.replace(/[%:]/g, (character) => (character === '%' ? '%25' : '%3A'));
}

function unescapePart(part: string): string {
  return part.replace(/%3A/g, ':').replace(/%25/g, '%');
}
