import type { PackageVerdict, Verdict } from './diff-specs.ts';
import { type Bump, bumpOf, type Meaning, type PythonSurface, pythonSurfaces, type RatedChange } from './verdict.ts';

/** How each Python package is called where there may be two. */
const PYTHON: Readonly<Record<PythonSurface, string>> = {
  python: 'Python',
  vendorPython: "Python by the vendor's names",
};
const PUBLISHED = 'Our versions that are published already';

/** Writes a verdict for programs. */
export function asJson({ bump, release, publishedWork, python, changes }: Verdict): string {
  const rows = changes.map((change) => ({
    pointer: change.pointer,
    bump: bumpOf(change),
    publishedWork: change.publishedWork,
    reason: change.reason,
    consumers: change.consumers,
    ...Object.fromEntries(pythonMeanings(change).map(({ surface, ...told }) => [surface, told])),
  }));
  return JSON.stringify({ bump, release, publishedWork, ...python, changes: rows }, undefined, 2);
}

/** Writes a verdict for people at a terminal. */
export function asText(verdict: Verdict): string {
  const changes = verdict.changes.map((change) =>
    [
      `${bumpOf(change).padEnd(6)} ${change.pointer || '(the document)'}`,
      ...[
        `${shown(change.from)} -> ${shown(change.to)}`,
        change.reason,
        ...(change.consumers.length > 0 ? [`Compiles no longer: ${change.consumers.join(', ')}`] : []),
        ...alike(pythonMeanings(change), wordsInPython, ({ surface }) => PYTHON[surface]).map(
          ([words, packages]) => `${packages}: ${words}`,
        ),
        ...advisories(change),
      ].map((line) => `       ${line}`),
    ].join('\n'),
  );
  return [...changes, summary(verdict)].join('\n\n');
}

/** Writes a verdict as Markdown. */
export function asMarkdown(verdict: Verdict): string {
  const columns = pythonSurfaces.filter((surface) => verdict.python[surface]);
  const rows = verdict.changes.map((change) => {
    const python = new Map(pythonMeanings(change).map((told) => [told.surface, wordsInPython(told)]));
    return row([
      bumpOf(change),
      `\`${change.pointer || '/'}\`: ${code(change.from)} → ${code(change.to)}`,
      change.reason,
      change.consumers.join(', '),
      ...columns.map((surface) => python.get(surface) ?? 'none'),
      advisories(change, 'For').join(' '),
    ]);
  });
  const titles = ['bump', 'change', 'why', 'compiles no longer'];
  const heads = [...titles, ...columns.map((surface) => PYTHON[surface]), PUBLISHED.toLowerCase()];
  const head = [row(heads), row(heads.map(() => '---'))];
  return [...(rows.length > 0 ? [...head, ...rows, ''] : []), summary(verdict)].join('\n');
}

/** What a change means to the Python packages that notice it. */
function pythonMeanings({
  bumps,
  python,
}: RatedChange): (Meaning & { readonly surface: PythonSurface; readonly bump: Bump })[] {
  return pythonSurfaces.flatMap((surface) => {
    const told = python[surface];
    return told ? [{ surface, bump: bumps[surface], ...told }] : [];
  });
}

function wordsInPython({ bump, reason }: { readonly bump: Bump; readonly reason: string }): string {
  return `${bump}. ${reason}`;
}

/** Says once what published versions do, with whose they are: those for Python may do something else. */
function advisories(change: RatedChange, head = `${PUBLISHED}, for`): string[] {
  const told = [
    { of: 'TypeScript', advisory: change.advisory },
    ...pythonMeanings(change).map(({ surface, advisory }) => ({ of: PYTHON[surface], advisory })),
  ];
  return alike(
    told,
    ({ advisory }) => advisory,
    ({ of }) => of,
  ).map(([advisory, of]) => `${head} ${of}: ${advisory}`);
}

/** Groups what is told in the same words; gives the words, and the names of those whom they are for. */
function alike<Told>(
  all: readonly Told[],
  wordsOf: (told: Told) => string,
  nameOf: (told: Told) => string,
): (readonly [words: string, names: string])[] {
  return Array.from(Map.groupBy(all, wordsOf), ([words, told]) => [words, LIST.format(told.map(nameOf))]);
}

const LIST = new Intl.ListFormat('en-GB');

function summary({ changes, python, ...verdict }: Verdict): string {
  if (changes.length === 0) return 'Nothing has changed.';
  const packages = pythonSurfaces.flatMap((surface) => {
    const own = python[surface];
    return own ? [{ ...own, surface }] : [];
  });
  const all = [
    { of: 'TypeScript', ...verdict },
    ...packages.map(({ surface, ...own }) => ({ of: PYTHON[surface], ...own })),
  ];
  const published = alike(
    all,
    ({ publishedWork }) => (publishedWork ? 'go on working' : 'are affected'),
    ({ of }) => of,
  );
  return [
    `In all: ${inAll(verdict)}`,
    ...packages.map(({ surface, ...own }) => `${PYTHON[surface]}: ${inAll(own)}`),
    ...published.map(([words, of]) => `${PUBLISHED}, for ${of}, ${words}.`),
  ].join('\n');
}

function inAll({ bump, release }: PackageVerdict): string {
  return release === bump ? `${bump}.` : `${bump}, which before 1.0 is released as ${release}.`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function code(value: unknown): string {
  return value === undefined ? 'nothing' : `\`${shown(value).replaceAll('`', "'")}\``;
}

const WIDTH = 80;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
}
