export type { Store } from './database.ts';
