import { type Document, resolve } from '../generate/document.ts';

/** A node of a document, where it is written. */
export interface At<Raw> {
  readonly document: Document;
  readonly raw: Raw;
  readonly pointer: string;
}

/** Follows a reference to where its target is written. */
export function follow<Raw extends object>({ document, raw, pointer }: At<Raw | { readonly $ref: string }>): At<Raw> {
  const at = '$ref' in raw ? pointerOf(String(raw.$ref)) : pointer;
  return { document, raw: resolve<Raw>(document, raw), pointer: at };
}

/** The JSON pointer that a reference within a document holds. */
export function pointerOf(ref: string): string {
  return decodeURIComponent(ref.replace(/^#/, ''));
}
