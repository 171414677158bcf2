import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { WrittenLedger } from '../../packages/contract-tests/report/ledger.ts';
import { contractPages, REPORT } from '../src/generated-pages/contract.ts';
import { provenanceMarkdown, provenancePages } from '../src/generated-pages/provenance.ts';
import { readSpecs } from '../src/generated-pages/specs.ts';
import { whatComesNextPages } from '../src/generated-pages/what-comes-next.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A folder with these files, which ends with the test. */
async function folderWith(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-docs-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

const counts = (count: number) => ({ emission: count, absorption: count, server: count, 'end-to-end': count });
const green = { state: 'green', by: [0] } as const;
const REPORTED: WrittenLedger = {
  commit: 'abc123abc123',
  columns: ['emission', 'absorption', 'server', 'end-to-end'],
  problems: [],
  summary: {
    pairs: { total: 1, proven: counts(1) },
    states: { green: counts(1), amber: counts(0), red: counts(0), grey: counts(0) },
  },
  sections: [
    {
      vendor: 'museum',
      title: 'listTickets',
      subtitle: 'GET /tickets',
      rows: [
        {
          ...{ name: 'listTickets 200', group: 'statuses', label: '200' },
          cells: {
            emission: green,
            absorption: { state: 'grey', why: 'no answer' },
            server: { state: 'amber', why: 'a | reason' },
            'end-to-end': { state: 'red' },
          },
        },
      ],
    },
  ],
  tests: [],
};

test('the ledger without a report says so, and lists what there is to prove', async (t) => {
  const [page] = await contractPages(await folderWith(t, {}), 'abc123abc123');
  assert.match(page?.markdown ?? '', /This copy of the site has no figures/);
  assert.match(page?.markdown ?? '', /\| `setTicketStatus` \| `200`, `400`, `401`, `403`, `404` \| \d+ \|/);
});

test('the ledger of a report names its commit, its figures, and why a promise is not proven', async (t) => {
  const [page] = await contractPages(await folderWith(t, { [REPORT]: JSON.stringify(REPORTED) }), 'abc123abc123');
  const markdown = page?.markdown ?? '';
  assert.match(markdown, /on the commit of which this site is built, `abc123abc123`/);
  assert.match(markdown, /\| `listTickets` \| 1 of 1 \| cannot apply \| 0 of 1 \| 0 of 1 \|/);
  assert.match(markdown, /\| `listTickets 200` \| `server` \| a \\\| reason \|/);
  assert.match(markdown, /\| `listTickets 200` \| `end-to-end` \| no test proves it \|/);
  assert.doesNotMatch(markdown, /no figures/);
});

test('a report that went wrong, or that names no commit, is not taken for good', async (t) => {
  const problems = ['packages/http has a stale record'];
  const wrong = await folderWith(t, { [REPORT]: JSON.stringify({ ...REPORTED, problems }) });
  assert.match(
    (await contractPages(wrong, 'abc123abc123'))[0]?.markdown ?? '',
    /something is wrong:\n\n- packages\/http has a stale/,
  );
  const old = await folderWith(t, { [REPORT]: JSON.stringify({ ...REPORTED, commit: undefined }) });
  assert.match((await contractPages(old, 'abc123abc123'))[0]?.markdown ?? '', /no figures/);
});

test('the ledger shows no figures of another commit, and says of which the report is', async (t) => {
  for (const commit of ['def456def456', 'abc123abc123-dirty']) {
    const [page] = await contractPages(await folderWith(t, { [REPORT]: JSON.stringify(REPORTED) }), commit);
    assert.match(
      page?.markdown ?? '',
      /no figures:\*\* the last report is of commit `abc123abc123`, and the site of another/,
    );
    assert.doesNotMatch(page?.markdown ?? '', /statuses proven/);
  }
});

test('what comes next has each pending changeset once, under its greatest bump', async (t) => {
  const changeset = (bumps: string, text: string): string => `---\n${bumps}\n---\n\n${text}\n`;
  const folder = await folderWith(t, {
    '.changeset/README.md': 'No changeset.',
    '.changeset/a.md': changeset("'@a/a': patch\n'@a/b': minor", 'Is *new*.\n\nIn two paragraphs.'),
    '.changeset/b.md': changeset("'@a/a': patch", 'Is mended.'),
    '.changeset/c.md': changeset('', 'Nobody notices.'),
  });
  const [page] = await whatComesNextPages(folder);
  assert.deepEqual((page?.markdown ?? '').split('\n\n').slice(1), [
    '## What is new, and before 1.0 what may break',
    '- `@a/a` (patch), `@a/b` (minor)',
    '  Is *new*.',
    '  In two paragraphs.',
    '## What is mended',
    '- `@a/a` (patch)',
    '  Is mended.',
  ]);
});

test('after a release nothing comes next', async (t) => {
  const [page] = await whatComesNextPages(await folderWith(t, { '.changeset/README.md': '' }));
  assert.match(page?.markdown ?? '', /Nothing: the last release has everything/);
});

test('the page of provenance has every reason of every spec', async () => {
  const [page] = await provenancePages(ROOT);
  const specs = await readSpecs(ROOT);
  const reasons = JSON.stringify(specs).matchAll(/"source":"inferred","reason":"((?:[^"\\]|\\.)*)"/g);
  let count = 0;
  for (const [, reason = ''] of reasons) {
    count += 1;
    assert.ok(page?.markdown.includes(String(JSON.parse(`"${reason}"`))), reason);
  }
  assert.ok(count > 20, `${count} reasons`);
});

test('the page of provenance has every decision about an extension', async () => {
  const [page] = await provenancePages(ROOT);
  const decisions = (await readSpecs(ROOT)).flatMap((spec) => spec.decisions);
  assert.ok(decisions.length > 8, `${decisions.length} decisions`);
  for (const { text } of decisions) assert.ok(page?.markdown.includes(text), text);
});

test('the page of provenance speaks of those specs that there are', () => {
  const spec = { vendor: 'a', document: {}, decisions: [] };
  const written = { ...spec, title: 'A', isYoung: false };
  const imported = { ...spec, title: 'B', isYoung: true };
  assert.doesNotMatch(provenanceMarkdown([written]), /imported as it is/);
  assert.doesNotMatch(provenanceMarkdown([imported]), /by hand|vendor documents it/);
  assert.match(provenanceMarkdown([written, imported]), /wrote by hand, from what the vendor documents: \*\*A\*\*\./);
  assert.match(provenanceMarkdown([written, imported]), /imported as it is: \*\*B\*\*\./);
  assert.doesNotMatch(provenanceMarkdown([written, imported]), /2016/);
});
