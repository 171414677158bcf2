import type { Group } from '../pages.ts';

/** A page that no file holds: it is made as the site is built. */
export interface GeneratedPage {
  readonly route: string;
  readonly title: string;
  readonly description: string;
  readonly group: Group;
  /** Without a title of its own. Links in it are relative to the root of the repository. */
  readonly markdown: string;
  /** What makes it, relative to the root of the repository: a mistake in the page is mended there. */
  readonly madeBy: string;
  /** Files of the repository that it stands for: links to them lead here. */
  readonly standsFor?: readonly string[];
}
