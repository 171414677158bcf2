// How `changeset version` writes a changelog: as always, without what the changesets say to the gate alone.

import git from '@changesets/changelog-git';
import { withoutNotes } from './notes.ts';

const functions: typeof git = {
  ...git,
  getReleaseLine: (changeset, ...rest) =>
    git.getReleaseLine({ ...changeset, summary: withoutNotes(changeset.summary) }, ...rest),
};

export default functions;
