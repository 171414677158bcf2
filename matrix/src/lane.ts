import type { Report } from '../suite/world.ts';
import type { Pages } from './pages.ts';

/** Where the packages are installed. */
export interface Projects {
  readonly folder: string;
  /** The same with undici 7 beside them. */
  readonly onUndici7: string;
}

export interface Setting {
  readonly projects: Projects;
  readonly pages: Pages;
  readonly signal: AbortSignal;
}

/** One way to use the packages: a cell of a table in the README. */
export interface Lane {
  readonly table: 'runtimes' | 'bundlers' | 'compilers';
  readonly row: string;
  readonly column: string;
  /** What the table says when nothing is wrong. */
  readonly cell: string;
  run(setting: Setting): Promise<Report>;
}

export const PASSES = 'passes';
/** With the README's note on platforms that send again. */
export const PASSES_AND_RESENDS = `${PASSES} ¹`;
