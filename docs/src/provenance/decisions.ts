import type { Json } from './json.ts';

/** A row of the table of decisions in a vendor's README that names extensions: why they have the values they have. */
export interface Decision {
  readonly text: string;
  readonly about: readonly Extension[];
}

interface Extension {
  readonly name: string;
  /** The value that the row is about; undefined for any. */
  readonly value: string | undefined;
}

/** Reads those decisions of a vendor's README that are about an extension. */
export function readDecisions(readme: string): readonly Decision[] {
  return readme.split('\n').flatMap((line) => {
    const [trap, decision, reason] = line
      .split(/(?<!\\)\|/)
      .slice(1)
      .map((cell) => cell.trim());
    if (trap === undefined || decision === undefined || reason === undefined) return [];
    const named = `${trap} ${decision}`.matchAll(/`(x-[a-z-]+)(?:: ([^`]+))?`/g);
    const about = Array.from(named, ([, name = '', value]) => ({ name, value }));
    return about.length > 0 ? [{ text: textOf(trap, decision, reason), about }] : [];
  });
}

/** Picks the decisions about an extension of a node. */
export function decisionsAbout(node: Json, name: string, decisions: readonly Decision[]): readonly Decision[] {
  const value = node[name];
  const written = Array.isArray(value) ? `[${value.join(', ')}]` : `${value}`;
  return decisions.filter(({ about }) =>
    about.some((extension) => extension.name === name && (extension.value ?? written) === written),
  );
}

function textOf(trap: string, decision: string, reason: string): string {
  const question = capitalise(trap) + (trap.endsWith('?') ? '' : ':');
  // "Inferred" alone is what the badge says already.
  if (decision === 'inferred') return `${question} ${reason}.`;
  return `${question} ${trap.endsWith('?') ? capitalise(decision) : decision}. ${capitalise(reason)}.`;
}

function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
