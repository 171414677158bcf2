import { isObject, type Json } from './json.ts';

/** Where a node of a spec comes from, as `specs/README.md` says. */
export type Provenance =
  | { readonly source: 'page' | 'upstream' }
  | { readonly source: 'inferred'; readonly reason: string };

export const ON_THE_PAGE: Provenance = { source: 'page' };

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

/** Says a provenance in plain words. */
export function markText(provenance: Provenance): string {
  if (provenance.source === 'inferred') return `Our reading. ${provenance.reason}`;
  return provenance.source === 'page' ? "On the vendor's page." : "From the vendor's repository.";
}

/**
 * Says a provenance in Markdown that the site shows as a badge, after what it is of where that is not the whole entry.
 * Search leaves out the two that are everywhere.
 */
export function mark(provenance: Provenance, subject = ''): string {
  const { source } = provenance;
  const of = subject && `${subject}: `;
  if (source !== 'inferred') {
    return `<small class="provenance" data-source="${source}" data-pagefind-ignore>${of}${markText(provenance)}</small>`;
  }
  const { reason } = provenance;
  return `<small class="provenance" data-source="inferred">${of}<strong>Our reading.</strong> ${reason}</small>`;
}
