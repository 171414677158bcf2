import { isObject, type Json } from './json.ts';

/** Where a node of a spec comes from, as `specs/README.md` says; `imported` is all of a spec that nobody wrote by hand. */
export type Provenance =
  | { readonly source: 'page' | 'upstream' | 'imported' }
  | { readonly source: 'inferred'; readonly reason: string };

export const ON_THE_PAGE: Provenance = { source: 'page' };
export const IMPORTED: Provenance = { source: 'imported' };

/** A provenance, and what of an entry it is about. */
export interface Mark {
  readonly provenance: Provenance;
  /** Absent when it is about the entry as such. */
  readonly subject?: string;
}

/** Gives a node's provenance: its own, or else what it inherits. */
export function provenanceOf(node: Json, inherited: Provenance): Provenance {
  const own = node['x-provenance'];
  if (!isObject(own)) return inherited;
  const { source, reason } = own;
  if (source === 'page' || source === 'upstream') return { source };
  if (source === 'inferred' && typeof reason === 'string') return { source, reason: reason.trim() };
  throw new Error(`x-provenance is of no known form: ${JSON.stringify(own)}`);
}

export function isSame(one: Provenance, other: Provenance): boolean {
  return markText(one) === markText(other);
}

const TEXTS = {
  page: "On the vendor's page.",
  upstream: "From the vendor's repository.",
  imported: 'From the imported document.',
  // The node has more to it than was read into it; the reason says which part that is.
  inferred: 'Our reading in part.',
} as const;

/** Says a provenance in plain words. */
export function markText(provenance: Provenance): string {
  const text = TEXTS[provenance.source];
  return provenance.source === 'inferred' ? `${text} ${provenance.reason}` : text;
}

/** Says a provenance in Markdown that the site shows as a badge. Search leaves out those that are everywhere. */
export function mark({ provenance, subject }: Mark): string {
  const of = subject === undefined ? '' : `${subject}: `;
  const { source } = provenance;
  if (source === 'inferred') return badge(`${of}<strong>${TEXTS.inferred}</strong> ${provenance.reason}`);
  return `<small class="provenance" data-source="${source}" data-pagefind-ignore>${of}${TEXTS[source]}</small>`;
}

/** Says the marks of one entry. Where there are several, each says what it is about. */
export function marksOfEntry(marks: readonly Mark[]): string {
  const [first] = marks;
  if (marks.length < 2 || first === undefined) return marks.map(mark).join('\n');
  return marks.map((one) => mark({ subject: 'The entry itself', ...one })).join('\n');
}

/** Says a decision of ours in Markdown, as a badge. */
export function readingMark(text: string): string {
  return badge(`<strong>Our reading.</strong> ${text}`);
}

function badge(text: string): string {
  return `<small class="provenance" data-source="inferred">${text}</small>`;
}
