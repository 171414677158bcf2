import type { Page } from '../page.ts';

/** A page that no file holds: it is made as the site is built. */
export interface GeneratedPage extends Omit<Page, 'source'> {
  /** A title of its own is left out. */
  readonly markdown: string;
  /** What links in it are relative to: a folder of the repository, by default its root. */
  readonly folder?: string;
  /** What makes it, relative to the root of the repository: a mistake in the page is mended there. */
  readonly madeBy: string;
  /** Files of the repository that it stands for: links to them lead here. */
  readonly standsFor?: readonly string[];
}
