/** The groups of the navigation, in its order: first what application teams read, then what maintainers do. */
export const GROUPS = {
  start: { label: 'Start here', isOpen: true },
  guides: { label: 'Guides', isOpen: true },
  packages: { label: 'Packages', isOpen: false },
  typescript: { label: 'TypeScript reference', isOpen: false },
  python: { label: 'Python', isOpen: false },
  reference: { label: "The vendors' APIs", isOpen: false },
  evidence: { label: 'What to rely on', isOpen: false },
  changes: { label: 'What has changed', isOpen: false },
  maintaining: { label: 'For maintainers', isOpen: false },
} as const;

export type Group = keyof typeof GROUPS;

/** A page of the site, made of a Markdown file that GitHub shows too. */
export interface Page {
  /** Its path below the root of the site, such as `guides/errors`. */
  readonly route: string;
  readonly title: string;
  /** Its name in the navigation, where the title is too long: there the group stands above it. */
  readonly label?: string;
  /** One sentence, for search engines and for lists of pages. */
  readonly description: string;
  /** Words by which people search for it that it does not use itself, or not enough. */
  readonly keywords?: string;
  /** The file, relative to the root of the repository. */
  readonly source: string;
  readonly group: Group;
}
