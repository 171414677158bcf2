import { clubcollect as spec } from '../generated/specs.ts';
import { oneOf, onOff, type Settings, wholeNumber } from '../settings.ts';
import { readPageSize } from '../spec/paging.ts';

/** Where an archived conversation is listed after another message. */
export type MessageAfterArchive = 'stays-archived' | 'reopens';

/** How the ClubCollect API behaves where the vendor documents nothing, or where it is to misbehave. */
export interface ClubcollectOptions {
  /** How many tickets a page of a company's list holds, from 1. Default: as many as the spec says. */
  readonly pageSize?: number | undefined;
  /**
   * Where an archived conversation is listed after another message: still as archived, or by its newest message again.
   * The vendor documents neither. Default: `stays-archived`.
   */
  readonly messageAfterArchive?: MessageAfterArchive | undefined;
  /** Answers every page of a company's list with the first one, as a faulty server may. Default: false. */
  readonly ignorePage?: boolean | undefined;
}

export const settings: Settings<ClubcollectOptions> = {
  pageSize: wholeNumber({
    from: 1,
    byDefault: readPageSize(spec, 'listCompanyTickets'),
    defaultText: 'as the spec says',
    meaning: "tickets on a page of a company's list",
  }),
  messageAfterArchive: oneOf<MessageAfterArchive>(['stays-archived', 'reopens'], {
    byDefault: 'stays-archived',
    meaning: 'where an archived conversation is listed after another message',
  }),
  ignorePage: onOff({ meaning: "every page of a company's list is the first" }),
};
