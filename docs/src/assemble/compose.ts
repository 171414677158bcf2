import { posix } from 'node:path';
import type { Html, Nodes } from 'mdast';
import { CONTINUE, SKIP, visit } from 'unist-util-visit';
import { bodyOf, type Document, type Range, sectionOf } from './document.ts';
import { type Link, linksOf, rewriteLink } from './links.ts';
import type { Problem } from './problem.ts';

/** What composing needs to know of the rest of the repository. */
export interface Surroundings {
  /** Reads a Markdown file of the repository; undefined where there is none. */
  document(file: string): Document | undefined;
  /** Says where a link leads on the site; undefined leaves nothing but its text. */
  target(link: Link): string | undefined;
  report(problem: Problem): void;
}

const INCLUDE = /^<!-- include ([^\s#]+#[^\s#]+) -->$/;

interface Edit extends Range {
  readonly text: string;
}

/**
 * Makes the text of a page of its document: what it includes is put in, its links lead to pages of the site, its title
 * and its comments are left out.
 */
export function composePage(document: Document, surroundings: Surroundings): string {
  return compose(document, bodyOf(document), 0, surroundings, [document.file]).trim();
}

function compose(
  document: Document,
  range: Range,
  shift: number,
  surroundings: Surroundings,
  within: readonly string[],
): string {
  const edits: Edit[] = [];
  visit(document.tree, (node, index = 0, parent) => {
    const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
    if (start < range.start || end > range.end) return CONTINUE;
    if (isLeadIn(node, parent?.children[index + 1])) {
      edits.push({ start, end, text: '' });
      return SKIP;
    }
    for (const link of linksOf(node, document))
      edits.push(...rewriteLink(link, surroundings.target(link), document.text));
    if (node.type === 'heading' && shift !== 0)
      edits.push({ start, end: start + node.depth, text: signs(node.depth + shift) });
    if (node.type === 'html' && isComment(node)) {
      edits.push({ start, end, text: included(node, document, shift, surroundings, within) });
    }
    return CONTINUE;
  });
  return apply(edits, document.text, range);
}

/** Finds the paragraph that leads readers on GitHub to what is included here: "See [X](what is included), ...". */
function isLeadIn(node: Nodes, next: Nodes | undefined): boolean {
  if (node.type !== 'paragraph' || next?.type !== 'html') return false;
  const [see, link] = node.children;
  return see?.type === 'text' && see.value === 'See ' && link?.type === 'link' && link.url === targetOf(next);
}

function targetOf({ value }: Html): string | undefined {
  return INCLUDE.exec(value)?.[1];
}

/** Gives the section that a comment asks for, and nothing for a comment that asks for none. */
function included(
  node: Html,
  document: Document,
  outerShift: number,
  surroundings: Surroundings,
  within: readonly string[],
): string {
  const [file, anchor] = targetOf(node)?.split('#') ?? [];
  const line = lineOf(node);
  const refuse = (message: string) => {
    surroundings.report({ file: document.file, line, message });
    return '';
  };
  if (file === undefined || anchor === undefined) {
    return node.value.startsWith('<!-- include') ? refuse('Write `<!-- include FILE#ANCHOR -->`.') : '';
  }
  const path = posix.join(document.folder, file);
  const place = `${path}#${anchor}`;
  if (within.includes(place)) return refuse(`${place} includes itself.`);
  const from = surroundings.document(path);
  if (!from) return refuse(`There is no ${path} to include from.`);
  const section = sectionOf(from, anchor);
  if (!section) return refuse(`${path} has no section #${anchor} to include.`);
  const shift = depthAt(document, node.position?.start.offset ?? 0) + outerShift - section.depth;
  return compose(from, section, shift, surroundings, [...within, place]).trim();
}

function depthAt({ headings }: Document, offset: number): number {
  return headings.findLast(({ start }) => start < offset)?.depth ?? 1;
}

function isComment({ value }: Html): boolean {
  return value.startsWith('<!--') && value.endsWith('-->');
}

function signs(depth: number): string {
  return '#'.repeat(Math.min(depth, 6));
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

function apply(edits: readonly Edit[], text: string, range: Range): string {
  let composed = '';
  let place = range.start;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => a.start - b.start)) {
    composed += text.slice(place, start) + replacement;
    place = end;
  }
  return composed + text.slice(place, range.end);
}
