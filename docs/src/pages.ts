import { glob } from 'node:fs/promises';
import { join } from 'node:path';

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
  /** One sentence, for search engines and for lists of pages. */
  readonly description: string;
  /** The file, relative to the root of the repository. */
  readonly source: string;
  readonly group: Group;
}

/** The pages that no vendor adds; a guide that is not written yet is not listed. */
const FIXED: readonly Page[] = [
  {
    route: 'overview',
    title: 'What Ticketbridge is',
    description: 'The packages, where they run, and what an application can rely on.',
    source: 'README.md',
    group: 'start',
  },
  {
    route: 'examples',
    title: 'Example programs',
    description: 'Programs to read and to copy from, each run by a test against the sandbox.',
    source: 'examples/README.md',
    group: 'start',
  },
  {
    route: 'packages/facade',
    title: '@ticketbridge/facade',
    description: 'Thread and Message: one typed model over both vendors.',
    source: 'packages/facade/README.md',
    group: 'packages',
  },
  {
    route: 'packages/http',
    title: '@ticketbridge/http',
    description: 'How every client speaks HTTP: deadlines, repeats, outcomes, credentials, transports and events.',
    source: 'packages/http/README.md',
    group: 'packages',
  },
  {
    route: 'packages/sandbox',
    title: '@ticketbridge/sandbox',
    description: 'Both APIs as one stateful local server, with faults, a clock and an inspector.',
    source: 'packages/sandbox/README.md',
    group: 'packages',
  },
  {
    route: 'evidence/capabilities',
    title: 'What each vendor can do',
    description: 'Every verb of the facade, which vendor has it, and why another one has not.',
    source: 'docs/capabilities.md',
    group: 'evidence',
  },
  {
    route: 'evidence/performance',
    title: 'Performance',
    description: 'Speed and size, measured against named rivals.',
    source: 'docs/performance.md',
    group: 'evidence',
  },
  {
    route: 'evidence/reliability',
    title: 'Reliability',
    description: 'How long calls take to settle when a server misbehaves.',
    source: 'docs/reliability.md',
    group: 'evidence',
  },
  {
    route: 'versioning',
    title: 'Versioning',
    description: 'What a version number promises, and which test keeps each promise.',
    source: 'docs/versioning.md',
    group: 'evidence',
  },
  {
    route: 'maintaining/contributing',
    title: 'Contributing',
    description: 'Every command, the commonest changes, changesets, releases and commits.',
    source: 'CONTRIBUTING.md',
    group: 'maintaining',
  },
  {
    route: 'maintaining/specs',
    title: 'Reading and editing specs',
    description: 'The rules of the OpenAPI documents from which everything is generated.',
    source: 'specs/README.md',
    group: 'maintaining',
  },
  {
    route: 'maintaining/releasing',
    title: 'Releasing',
    description: 'What a release needs, what happens if it is killed, and a walk through two of them.',
    source: 'docs/releasing.md',
    group: 'maintaining',
  },
  {
    route: 'maintaining/remote-cache',
    title: 'Sharing build results',
    description: 'A remote cache, with which what one clone builds another fetches.',
    source: 'docs/remote-cache.md',
    group: 'maintaining',
  },
  {
    route: 'maintaining/ledger',
    title: 'The ledger of contracts',
    description: 'How it is recorded which test proves which promise of a spec.',
    source: 'packages/ledger/README.md',
    group: 'maintaining',
  },
];

/** Lists the pages of a checkout: each vendor and each Python package adds its own. */
export async function pagesOf(root: string): Promise<readonly Page[]> {
  const vendors = await foldersOf('specs/*/openapi.yaml', root);
  const pythons = await foldersOf('packages/*-python*/generator.yaml', root);
  const changed = await foldersOf('packages/*/CHANGELOG.md', root);
  return [...FIXED, ...vendors.flatMap(pagesOfVendor), ...pythons.map(pageOfPython), ...changed.map(changelogOf)];
}

function changelogOf(folder: string): Page {
  const name = folder.endsWith('-python') ? `ticketbridge-${folder.replace('-python', '')}` : `@ticketbridge/${folder}`;
  return {
    route: `changes/${folder}`,
    title: `Changes of ${name}`,
    description: `The changelog of ${name}, from the last release to the first.`,
    source: `packages/${folder}/CHANGELOG.md`,
    group: 'changes',
  };
}

function pagesOfVendor(vendor: string): Page[] {
  return [
    {
      route: `packages/${vendor}`,
      title: `@ticketbridge/${vendor}`,
      description: `The typed client of the ${vendor} API.`,
      source: `packages/${vendor}/README.md`,
      group: 'packages',
    },
    {
      route: `packages/${vendor}/calls`,
      title: `What ${vendor} can be asked`,
      description: `Servers, credential and every call of @ticketbridge/${vendor}, with its limits and refusals.`,
      source: `packages/${vendor}/api.md`,
      group: 'packages',
    },
    {
      route: `maintaining/specs/${vendor}`,
      title: `Decisions in the ${vendor} spec`,
      description: `What the page of ${vendor} leaves open, and what its spec decided.`,
      source: `specs/${vendor}/README.md`,
      group: 'maintaining',
    },
  ];
}

function pageOfPython(folder: string): Page {
  return {
    route: `python/${folder}`,
    title: `ticketbridge-${folder.replace('-python', '')}`,
    description: `The Python package that packages/${folder} makes of its spec.`,
    source: `packages/${folder}/README.md`,
    group: 'python',
  };
}

/** Lists the names of the folders that hold a file, in the order of the alphabet. */
async function foldersOf(pattern: string, root: string): Promise<string[]> {
  const folders: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) folders.push(join(root, file).split('/').at(-2) ?? '');
  return folders.sort();
}
