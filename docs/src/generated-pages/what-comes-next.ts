import { pendingChangesets } from '@ticketbridge/scripts/changesets';
import type { GeneratedPage } from './generated-page.ts';

type Changeset = Awaited<ReturnType<typeof pendingChangesets>>[number];

/** Makes the page of what has changed since the last release: the next entries of the changelogs, each once. */
export async function whatComesNextPages(root: string): Promise<readonly GeneratedPage[]> {
  const changesets = (await pendingChangesets(root)).filter(({ bumps }) => bumps.size > 0);
  const sections = BUMPS.map(([bump, heading]) => {
    const entries = changesets.filter((changeset) => greatestBump(changeset) === bump).map(entryOf);
    return entries.length > 0 ? `## ${heading}\n\n${entries.join('\n')}` : '';
  }).filter(Boolean);
  const next = sections.length > 0 ? sections : ['Nothing: the last release has everything.'];
  return [
    {
      route: 'changes/next',
      title: 'What comes next',
      description: 'What has changed since the last release of the packages.',
      group: 'changes',
      markdown: [INTRODUCTION, ...next].join('\n\n'),
      madeBy: 'docs/src/generated-pages/what-comes-next.ts',
    },
  ];
}

const INTRODUCTION = 'What the next release brings; the changelogs of the packages that are named will say the same.';

/** From the greatest to the least, with what they mean to a reader. */
const BUMPS = [
  ['major', 'What breaks'],
  ['minor', 'What is new, and before 1.0 what may break'],
  ['patch', 'What is mended'],
] as const;

function greatestBump({ bumps }: Changeset): string | undefined {
  return BUMPS.map(([bump]) => bump).find((bump) => [...bumps.values()].includes(bump));
}

function entryOf({ bumps, text }: Changeset): string {
  const packages = Array.from(bumps, ([name, bump]) => `\`${name}\` (${bump})`).join(', ');
  return `- ${packages}\n\n  ${text.trim().replaceAll(/\n(?!\n)/g, '\n  ')}`;
}
