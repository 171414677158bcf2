import { posix } from 'node:path';
import type { Html, Nodes } from 'mdast';
import type { Document, Range } from './document.ts';

/** A link, image, definition or attribute of HTML as it stands in a document. */
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

/** Lists the links that a node is, or holds as HTML. */
export function linksOf(node: Nodes, of: Document): readonly Link[] {
  if (node.type === 'html') return node.value.startsWith('<!--') ? [] : linksInHtml(node, of);
  if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return [];
  const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
  const children = node.type === 'link' ? node.children : [];
  const inside = {
    start: children[0]?.position?.start.offset ?? start,
    end: children.at(-1)?.position?.end.offset ?? end,
  };
  return [{ of, line: node.position?.start.line ?? 1, target: node.url, start, end, inside }];
}

const LINKING = /\s(?:href|src)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'>]+))/gi;

/** Lists the links in a piece of HTML, each of which is an attribute. */
function linksInHtml({ value, position }: Html, of: Document): Link[] {
  const [start = 0, line = 1] = [position?.start.offset, position?.start.line];
  return [...value.matchAll(LINKING)].map(({ 0: attribute, index, groups = {} }) => {
    const [from, to] = [start + index, start + index + attribute.length];
    const before = value.slice(0, index).split('\n').length - 1;
    const target = groups.double ?? groups.single ?? groups.bare ?? '';
    return { of, line: line + before, target, start: from, end: to, inside: { start: to, end: to } };
  });
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
