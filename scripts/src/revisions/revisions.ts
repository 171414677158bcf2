import { brandlovers } from './brandlovers.ts';
import { clubcollect } from './clubcollect.ts';
import type { Revision } from './revision.ts';

/** Later revisions of each vendor's page, by vendor and by what changes. */
export const REVISIONS: Readonly<Record<string, Readonly<Record<string, Revision>>>> = { brandlovers, clubcollect };
