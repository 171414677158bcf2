import type { Verdict } from './diff-specs.ts';
import { bumpOf } from './verdict.ts';

/** Writes a verdict for programs. */
export function asJson({ bump, release, publishedWork, changes }: Verdict): string {
  const rows = changes.map((change) => ({
    pointer: change.pointer,
    bump: bumpOf(change),
    publishedWork: change.publishedWork,
    reason: change.reason,
    consumers: change.consumers,
  }));
  return JSON.stringify({ bump, release, publishedWork, changes: rows }, undefined, 2);
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
    ].join('\n'),
  );
  return [...changes, summary(verdict)].join('\n\n');
}

/** Writes a verdict as Markdown. */
export function asMarkdown(verdict: Verdict): string {
  const rows = verdict.changes.map((change) =>
    row([
      bumpOf(change),
      `\`${change.pointer || '/'}\`: ${code(change.from)} → ${code(change.to)}`,
      change.reason,
      change.advisory,
      change.consumers.join(', '),
    ]),
  );
  const head = [row(['bump', 'change', 'why', 'published versions', 'compiles no longer']), row(Array(5).fill('---'))];
  return [...(rows.length > 0 ? [...head, ...rows, ''] : []), summary(verdict)].join('\n');
}

function summary({ changes, bump, release, publishedWork }: Verdict): string {
  if (changes.length === 0) return 'Nothing has changed.';
  const shift = release === bump ? '' : `, which before 1.0 is released as ${release}`;
  return `In all: ${bump}${shift}. Published versions ${publishedWork ? 'go on working' : 'are affected'}.`;
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
