import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

/** A part of a document that is to be replaced. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Link {
  readonly target: string;
  readonly start: number;
  readonly end: number;
  /** Where what is read of it stands; the same as `start` and `end` for what is no link but an image or a definition. */
  readonly inside: { readonly start: number; readonly end: number };
}

/** Lists where the links, images and definitions of a document lead, in its order. What is code is no link. */
export function linksOf(markdown: string): string[] {
  return findLinks(markdown).map(({ target }) => target);
}

/** Lists the anchors that GitHub and npm give to the headings of a document. */
export function anchorsOf(markdown: string): string[] {
  const slugger = new GithubSlugger();
  const anchors: string[] = [];
  visit(fromMarkdown(markdown), 'heading', (heading) => {
    anchors.push(slugger.slug(textOf(heading)));
  });
  return anchors;
}

/** Gives each link of a document another target, or leaves nothing but its text where there is none. */
export function rewriteLinks(markdown: string, rewrite: (target: string) => string | undefined): string {
  const edits = findLinks(markdown).flatMap((link) => editsOf(link, rewrite(link.target), markdown));
  let rewritten = '';
  let place = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    rewritten += markdown.slice(place, start) + text;
    place = end;
  }
  return rewritten + markdown.slice(place);
}

function editsOf({ target, start, end, inside }: Link, to: string | undefined, markdown: string): Edit[] {
  if (to === target) return [];
  if (to === undefined) {
    return [
      { start, end: inside.start, text: '' },
      { start: inside.end, end, text: '' },
    ];
  }
  const place = markdown.slice(start, end).lastIndexOf(target);
  if (place === -1) throw new Error(`A link to ${target} is written in another way: write the target as it is.`);
  return [{ start: start + place, end: start + place + target.length, text: to }];
}

function findLinks(markdown: string): Link[] {
  const links: Link[] = [];
  visit(fromMarkdown(markdown), (node) => {
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return;
    const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
    const children = node.type === 'link' ? node.children : [];
    const inside = {
      start: children[0]?.position?.start.offset ?? start,
      end: children.at(-1)?.position?.end.offset ?? end,
    };
    links.push({ target: node.url, start, end, inside });
  });
  return links;
}
