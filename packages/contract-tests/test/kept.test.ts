import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Kept, readBack, write } from '../skew/kept.ts';
import { sideHere } from '../skew/side.ts';

const FOLDER = join(import.meta.dirname, '../skew/kept');
const here = await sideHere();
const releases = (await readdir(FOLDER)).map((file) => file.replace('.json', '')).sort();

async function keptOf(release: string): Promise<Kept> {
  return JSON.parse(await readFile(join(FOLDER, `${release}.json`), 'utf8'));
}

test.each(releases)('refs, positions, receipts and markers of %s mean what they meant', async (release) => {
  expect(await readBack(here, await keptOf(release))).toEqual([]);
});

/** What a release writes, without what differs each time. */
function formOf({ refs, positions, tickets, located }: Kept): unknown {
  const marks = tickets.map(({ description = '' }) => description.replace(/[0-9a-f-]{36}/, 'random'));
  return { refs, positions, marks, receipts: located.map(({ by }) => Object.keys(by)) };
}

test.runIf(process.env.EXHAUSTIVE)(
  'what is written now is of the form of a fixture; add one of the last release with: pnpm skew --keep',
  async () => {
    const fixtures = await Promise.all(releases.map(keptOf));
    expect(fixtures.map(formOf)).toContainEqual(formOf(await write(here)));
  },
);

test('what is kept and damaged is told', async () => {
  const [release = ''] = releases;
  const { refs, positions, tickets, located } = await keptOf(release);
  const damaged: Kept = {
    refs: refs.map(({ text, ref }) => ({ text: `${text}:`, ref })),
    positions: Object.fromEntries(
      Object.entries(positions).map(([name, list]) => [name, list.map(({ next }) => ({ position: '3~x', next }))]),
    ),
    tickets: tickets.map(({ description = '', ...ticket }) => ({
      ...ticket,
      description: description.replace('[', '('),
    })),
    located,
  };
  const problems = await readBack(here, damaged);
  const marked = located.filter(({ status }) => status === 'found').length;
  expect(problems).toHaveLength(refs.length + Object.values(positions).flat().length + marked);
});
