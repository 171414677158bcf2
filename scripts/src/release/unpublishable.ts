import { History } from './history.ts';
import { tagOf, type VersionCommit } from './version-commit.ts';

/** Says why a version commit can never be published, however often it is tried. */
export class UnpublishableError extends Error {}

/** A version commit on main that can never be published. A later one takes its place, if it versions all that this did. */
export interface StuckRelease extends VersionCommit {
  readonly error: UnpublishableError;
}

/** Says how a release gets past a version commit that can never be published. */
export function wayPast({ commit, packages, error }: StuckRelease, root: string): Error {
  const short = commit.slice(0, 8);
  const tags = packages.map(({ manifest }) => tagOf(manifest)).join(', ');
  const names = packages.map(({ manifest }) => manifest.name).join(', ');
  const said = error.message.replaceAll('\n', '\n  ');
  return new Error(
    `Commit ${short}, "${new History(root).subjectOf(commit)}", gives ${tags}, and cannot be published:\n  ${said}\n` +
      `Mend it on main, with a changeset for each of ${names}: the next release takes its place. ` +
      `If it is no release but an edit of a version: git revert ${short}`,
    { cause: error },
  );
}
