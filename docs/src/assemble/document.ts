import { posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

/** A Markdown file, read. */
export interface Document {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** What the links in it are relative to. */
  readonly folder: string;
  /** What a link to one of its own headings leads to: its file, or a name of a page that no file holds. */
  readonly self: string;
  readonly text: string;
  readonly tree: Root;
  readonly headings: readonly Heading[];
}

export interface Heading {
  readonly depth: number;
  /** As GitHub makes it. */
  readonly anchor: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a document, from one offset to another. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export function readDocument(
  file: string,
  text: string,
  { folder = posix.dirname(file), self = file }: Partial<Pick<Document, 'folder' | 'self'>> = {},
): Document {
  const tree = fromMarkdown(text);
  return { file, folder, self, text, tree, headings: headingsOf(tree) };
}

/** Lists the anchors of a text: of its headings, and of elements with an id. */
export function anchorsOf(text: string): readonly string[] {
  const tree = fromMarkdown(text);
  const anchors = headingsOf(tree).map(({ anchor }) => anchor);
  visit(tree, 'html', ({ value }) => {
    anchors.push(...[...value.matchAll(/\bid="([^"]+)"/g)].map(([, id = '']) => id));
  });
  return anchors;
}

/** Finds what stands below the title of a document: the site shows the title itself. */
export function bodyOf({ text, headings: [title] }: Document): Range {
  return { start: title?.depth === 1 ? title.end : 0, end: text.length };
}

/** Finds what stands below a heading, up to the next one that is not deeper; undefined where there is no such heading. */
export function sectionOf(
  { text, headings }: Document,
  anchor: string,
): (Range & { readonly depth: number }) | undefined {
  const place = headings.findIndex((heading) => heading.anchor === anchor);
  const heading = headings[place];
  if (!heading) return undefined;
  const next = headings.slice(place + 1).find(({ depth }) => depth <= heading.depth);
  return { start: heading.end, end: next?.start ?? text.length, depth: heading.depth };
}

function headingsOf(tree: Root): Heading[] {
  const slugger = new GithubSlugger();
  const headings: Heading[] = [];
  visit(tree, 'heading', (heading) => {
    headings.push({
      depth: heading.depth,
      anchor: slugger.slug(textOf(heading)),
      start: heading.position?.start.offset ?? 0,
      end: heading.position?.end.offset ?? 0,
    });
  });
  return headings;
}
