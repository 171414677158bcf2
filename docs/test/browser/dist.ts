import { join } from 'node:path';

/** The site as it is built. */
export const DIST: string = join(import.meta.dirname, '../../dist');
