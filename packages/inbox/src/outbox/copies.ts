import type { Vendor } from '@ticketbridge/facade';
import type { Row } from './entry.ts';

/** What a message needs to have to be recognised as one of ours. */
export interface Written {
  readonly text?: string | undefined;
  readonly visibility?: string | undefined;
  readonly sender?: string | undefined;
}

/** Who can read, or has written, what each vendor makes of a verb. BrandLovers does not tell who wrote a message. */
const CAN_BE_OURS: Readonly<Record<Vendor, (message: Written, verb: Row['verb']) => boolean>> = {
  brandlovers: ({ visibility }, verb) => visibility === (verb === 'note' ? 'INTERNAL' : 'CUSTOMER'),
  clubcollect: ({ sender }) => sender !== 'CUSTOMER',
};

/** Tells whether a message may be one of ours, by who has written or can read it. */
export function mayBeOurs(message: Written, vendor: Vendor, verb: Row['verb']): boolean {
  return CAN_BE_OURS[vendor](message, verb);
}

/**
 * Tells whether a message may be what a verb has written. The text has to be the same to the letter: a vendor that changes
 * texts makes recognition fail, which costs a person's time, where a wrong match would cost a reply.
 */
export function isCopy(message: Written, vendor: Vendor, verb: Row['verb'], text: string | undefined): boolean {
  return text !== undefined && message.text === text && mayBeOurs(message, vendor, verb);
}
