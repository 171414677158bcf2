import { join } from 'node:path';
import type { FacadeReads } from '../../src/diff/classify.ts';
import { facadeReads as readsIn } from '../../src/diff/facade-reads.ts';
import type { SpecChange } from './change.ts';

const ROOT = join(import.meta.dirname, '../fixtures/frozen');

/** What the facade reads of the answers of each spec's vendor; it knows no parcels. */
export const facadeReads: Readonly<Record<SpecChange['spec'], FacadeReads | undefined>> = {
  brandlovers: await readsIn(ROOT, 'brandlovers'),
  clubcollect: await readsIn(ROOT, 'clubcollect'),
  parcels: await readsIn(ROOT, 'parcels'),
};
