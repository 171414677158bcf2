import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COLUMNS, type Column, readVendors, rowsOf } from '@ticketbridge/ledger';
import type { LedgerRow, Section, State, WrittenLedger } from '../../../packages/contract-tests/report/ledger.ts';
import type { GeneratedPage } from './generated-page.ts';
import { table } from './markdown.ts';

/** What `pnpm contract:report` wrote last, where it ran; `.ci/run` runs it before it builds the site. */
export const REPORT = 'reports/contract.json';

/**
 * Makes the page of the contract ledger. What is to be proven comes from the specs; what is proven from the report
 * of this very commit, since building a site runs no tests, and figures of other code would prove nothing.
 */
export async function contractPages(root: string, commit?: string): Promise<readonly GeneratedPage[]> {
  const report = await readReport(join(root, REPORT));
  const isCurrent = report !== undefined && report.commit === (commit ?? commitOf(root));
  console.log(`${REPORT}: ${isCurrent ? `its figures are shown, of ${report.commit}` : whyNone(report)}`);
  return [
    {
      route: 'evidence/contract',
      title: 'The contract ledger',
      description: 'Every promise of the specs, and how many of them tests have proven, in four ways.',
      group: 'evidence',
      markdown: [INTRODUCTION, ...(isCurrent ? proven(report) : toBeProven(report))].join('\n\n'),
      madeBy: 'docs/src/generated-pages/contract.ts',
    },
  ];
}

async function readReport(file: string): Promise<WrittenLedger | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  const report: WrittenLedger = JSON.parse(text);
  // One that names no commit is older than this page.
  return typeof report.commit === 'string' ? report : undefined;
}

/** As the report names its commit. */
function commitOf(root: string): string {
  const describe = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'];
  return execFileSync('git', describe, { cwd: root, encoding: 'utf8' }).trim();
}

function whyNone(report: WrittenLedger | undefined): string {
  return report === undefined
    ? 'no report is there, so the site has no figures: run `pnpm contract:report` first'
    : `it is of ${report.commit} and not of this commit, so the site has no figures: run \`pnpm contract:report\` first`;
}

const INTRODUCTION = `Each operation with each status, each parameter in each class of values, each keyword, value and
optional property of a body, each verb and field of the facade, each switch of the sandbox: one promise, tried in four
ways. The ledger records which test proved which of them.

| way | proven by |
| --- | --- |
| \`emission\` | a request of a client that is what the spec says, or an input that the client refuses |
| \`absorption\` | an answer that a client's call took, and ended as it has to |
| \`server\` | a request that the sandbox answered, and refused where the spec does not allow it |
| \`end-to-end\` | the same by a client |`;

function toBeProven(report: WrittenLedger | undefined): readonly string[] {
  const sections = [...readVendors().values()].map(({ spec }) => {
    const rows = rowsOf(spec);
    const lines = spec.operations.map(({ id, answers }) => [
      `\`${id}\``,
      [...answers.keys()].map((status) => `\`${status}\``).join(', '),
      `${rows.filter(({ operation }) => operation === id).length}`,
    ]);
    return `## ${spec.name}\n\n${table(['operation', 'documented statuses', 'promises'], lines)}`;
  });
  return [
    `**This copy of the site has no figures:** ${report ? `the last report is of commit \`${report.commit}\`, and the site of another` : 'nobody ran the tests for it'}.
\`pnpm contract:report\` runs them; a site that is built after that, of the same commit, says here what they proved. What
there is to prove follows from the specs:`,
    ...sections,
  ];
}

function proven({ commit, columns, problems, summary, sections }: WrittenLedger): readonly string[] {
  const { pairs, states } = summary;
  const vendors = [...new Set(sections.map(({ vendor }) => vendor))];
  const failed = problems.length > 0 ? [`The report says that something is wrong:\n\n${bullets(problems)}`] : [];
  return [
    `The figures are those of \`pnpm contract:report\` on the commit of which this site is built, \`${commit}\`.`,
    ...failed,
    table(
      ['what', ...columns.map((column) => `\`${column}\``)],
      [
        ['statuses proven', ...columns.map((column) => `${pairs.proven[column]} of ${pairs.total}`)],
        ...STATES.map((state) => [MEANINGS[state], ...columns.map((column) => `${states[state][column]}`)]),
      ],
    ),
    ...vendors.map((vendor) =>
      vendorSection(
        vendor,
        sections.filter((section) => section.vendor === vendor),
      ),
    ),
  ];
}

const STATES: readonly State[] = ['green', 'amber', 'red', 'grey'];
const MEANINGS: Readonly<Record<State, string>> = {
  green: 'promises proven',
  amber: 'not proven, with a reason',
  red: 'not proven',
  grey: 'cannot apply',
};

function vendorSection(vendor: string, sections: readonly Section[]): string {
  const lines = sections.map(({ title, rows }) => [`\`${title}\``, ...COLUMNS.map((column) => tally(rows, column))]);
  const open = openCells(sections);
  return [
    `## ${vendor}`,
    'How many of the promises that can apply are proven:',
    table(['of', ...COLUMNS.map((column) => `\`${column}\``)], lines),
    ...(open.length > 0 ? ['What is not proven, and why:', table(['promise', 'way', 'why'], open)] : []),
  ].join('\n\n');
}

function tally(rows: readonly LedgerRow[], column: Column): string {
  const applying = rows.filter(({ cells }) => cells[column].state !== 'grey');
  if (applying.length === 0) return 'cannot apply';
  return `${applying.filter(({ cells }) => cells[column].state === 'green').length} of ${applying.length}`;
}

function openCells(sections: readonly Section[]): readonly (readonly string[])[] {
  return sections.flatMap(({ rows }) =>
    rows.flatMap(({ name, cells }) =>
      COLUMNS.flatMap((column) => {
        const { state, why = 'no test proves it' } = cells[column];
        return state === 'green' || state === 'grey' ? [] : [[`\`${name}\``, `\`${column}\``, why]];
      }),
    ),
  );
}

function bullets(texts: readonly string[]): string {
  return texts.map((text) => `- ${text.replaceAll('\n', ' ')}`).join('\n');
}
