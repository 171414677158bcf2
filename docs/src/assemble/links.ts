import { posix } from 'node:path';
import type { Nodes } from 'mdast';
import type { Document, Range } from './document.ts';

/** A link, image or definition as it stands in a document. */
export interface Link extends Range {
  readonly of: Document;
  readonly line: number;
  readonly target: string;
  /** What is read of a link; all of it for an image or a definition. */
  readonly inside: Range;
}

/** Where a relative link leads in the repository. */
export interface Place {
  /** Relative to the root of the repository; '' is the root itself. */
  readonly file: string;
  readonly anchor: string | undefined;
}

export function linkOf(node: Nodes, of: Document): Link | undefined {
  if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return undefined;
  const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
  const children = node.type === 'link' ? node.children : [];
  const inside = {
    start: children[0]?.position?.start.offset ?? start,
    end: children.at(-1)?.position?.end.offset ?? end,
  };
  return { of, line: node.position?.start.line ?? 1, target: node.url, start, end, inside };
}

/** Resolves a link against the folder of its file; undefined where it leads out of the repository. */
export function placeOf({ of, target }: Link): Place | undefined {
  if (URL.canParse(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const resolved = path === '' ? of.self : posix.join(of.folder, decodeURIComponent(path));
  return { file: resolved.replace(/^\.$|\/$/, ''), anchor };
}

/** Says how a text changes so that a link in it leads to another target, or is no link any more. */
export function rewriteLink(
  link: Link,
  target: string | undefined,
  text: string,
): (Range & { readonly text: string })[] {
  if (target === link.target) return [];
  if (target === undefined) {
    return [
      { start: link.start, end: link.inside.start, text: '' },
      { start: link.inside.end, end: link.end, text: '' },
    ];
  }
  const place = text.slice(link.inside.end, link.end).lastIndexOf(link.target);
  const offset =
    place === -1 ? text.slice(link.start, link.end).lastIndexOf(link.target) + link.start : place + link.inside.end;
  if (offset < link.start) throw new Error(`${link.of.file}:${link.line}: write ${link.target} without escapes.`);
  return [{ start: offset, end: offset + link.target.length, text: target }];
}
