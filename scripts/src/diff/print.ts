import type { PackageVerdict, Verdict } from './diff-specs.ts';
import { type Bump, bumpOf, type Meaning, type PythonSurface, pythonSurfaces, type RatedChange } from './verdict.ts';

/** How each Python package is called where there may be two. */
const PYTHON: Readonly<Record<PythonSurface, string>> = {
  python: 'Python',
  vendorPython: "Python, by the vendor's names",
};

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
      `       ${shown(change.from)} -> ${shown(change.to)}`,
      `       ${change.reason}`,
      `       Published versions: ${change.advisory}`,
      ...(change.consumers.length > 0 ? [`       Compiles no longer: ${change.consumers.join(', ')}`] : []),
      ...pythonMeanings(change).flatMap(({ surface, bump, reason, advisory }) => [
        `       ${PYTHON[surface]}: ${bump}. ${reason}`,
        `       Published versions: ${advisory}`,
      ]),
    ].join('\n'),
  );
  return [...changes, summary(verdict)].join('\n\n');
}

/** Writes a verdict as Markdown. */
export function asMarkdown(verdict: Verdict): string {
  const columns = pythonSurfaces.filter((surface) => verdict.python[surface]);
  const rows = verdict.changes.map((change) => {
    const python = new Map(pythonMeanings(change).map((told) => [told.surface, told]));
    return row([
      bumpOf(change),
      `\`${change.pointer || '/'}\`: ${code(change.from)} → ${code(change.to)}`,
      change.reason,
      change.advisory,
      change.consumers.join(', '),
      ...columns.map((surface) => {
        const told = python.get(surface);
        return told ? `${told.bump}. ${told.reason} Published versions: ${told.advisory}` : 'none';
      }),
    ]);
  });
  const titles = ['bump', 'change', 'why', 'published versions', 'compiles no longer'];
  const heads = [...titles, ...columns.map((surface) => PYTHON[surface])];
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

function summary({ changes, python, ...verdict }: Verdict): string {
  if (changes.length === 0) return 'Nothing has changed.';
  const packages = pythonSurfaces.flatMap((surface) => {
    const own = python[surface];
    return own ? [`${PYTHON[surface]}: ${inAll(own)}`] : [];
  });
  return [`In all: ${inAll(verdict)}`, ...packages].join('\n');
}

function inAll({ bump, release, publishedWork }: PackageVerdict): string {
  const shift = release === bump ? '' : `, which before 1.0 is released as ${release}`;
  return `${bump}${shift}. Published versions ${publishedWork ? 'go on working' : 'are affected'}.`;
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
