import { expect, test } from 'vitest';
import changelog from '../src/release/changelog.ts';

test('the changelog has the words of a changeset, and none of its notes', async () => {
  const summary = `The API has changed:

- \`priority\` is required.
  <!-- spec vendor 3f2a9c1b0d4e5f60 /paths/~1tickets/post -->
- \`colour\` is new.

  <!-- A person's own comment stays. -->
  <!-- spec vendor 3f2a9c1b0d4e5f61 /a -->

<!-- verdict @x/vendor: minor -->
<!-- lowered @x/vendor: Nobody sends it,
as their logs say. -->`;
  const changeset = { summary, releases: [], id: 'spec', commit: '0123456789' };
  expect(await changelog.getReleaseLine(changeset, 'minor', null)).toBe(`- 0123456: The API has changed:
  
  - \`priority\` is required.
  - \`colour\` is new.
  
    <!-- A person's own comment stays. -->`);
});
