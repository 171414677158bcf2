import { posix } from 'node:path';
import { anchorsOf, readDocument } from '../assemble/document.ts';

/** A page of the reference of an entry: all of it, or what is called or the types alone. */
export interface Part {
  /** Where it stands, as TypeDoc would have written it: links lead to it by this name. */
  readonly file: string;
  readonly markdown: string;
  readonly isTypes: boolean;
}

/** What an entry may have on one page, in characters. */
const LIMIT = 30_000;
const TYPES = /^## (?:Interfaces|Type Aliases)$/;

/**
 * Splits what TypeDoc wrote of each entry, by its files, where it is long: the types get a page of their own. Links lead
 * to where their headings went, and what throws an error to that error.
 */
export function splitReference(files: ReadonlyMap<string, string>): readonly Part[] {
  const parts = [...files].flatMap(([file, markdown]) =>
    partsOf(file, markdown).map((part) => ({ from: file, ...part })),
  );
  const moved = new Map(
    [...files].map(([file, markdown]) => [
      file,
      movedAnchors(
        markdown,
        parts.filter(({ from }) => from === file),
      ),
    ]),
  );
  const errors = new Map([...files].flatMap(([file, markdown]) => errorsOf(markdown).map((name) => [name, file])));
  const linkTo = (from: string, file: string, anchor: string): string => {
    const place = moved.get(file)?.get(anchor) ?? { file, anchor };
    return `](${place.file === from ? '' : posix.relative(posix.dirname(from), place.file)}#${place.anchor})`;
  };
  return parts.map(({ from, file, markdown, isTypes }) => ({
    file,
    isTypes,
    markdown: markdown
      .replaceAll(/\]\(([\w./-]+\.md)?#([\w-]+)\)/g, (_, path: string | undefined, anchor: string) =>
        linkTo(file, path === undefined ? from : posix.join(posix.dirname(from), path), anchor),
      )
      .replaceAll(/(?<=^#+ Throws\n\n)\w+/gm, (name) => {
        const home = errors.get(name);
        return home === undefined ? name : `[${name}${linkTo(file, home, name.toLowerCase())}`;
      }),
  }));
}

function partsOf(file: string, markdown: string): Part[] {
  if (markdown.length <= LIMIT) return [{ file, markdown, isTypes: false }];
  const sections = markdown.split(/^(?=## )/m);
  const isTypes = (section: string) => TYPES.test(section.split('\n')[0] ?? '');
  const types = sections.filter(isTypes).join('');
  const own = file.replace(/\.md$/, '.types.md');
  const names = readDocument(own, types).headings.filter(({ depth }) => depth === 3);
  const list = names.map(({ start, end, anchor }) => `[${types.slice(start + 4, end)}](#${anchor})`);
  if (list.length === 0) return [{ file, markdown, isTypes: false }];
  const others = sections.filter((section) => !isTypes(section)).join('');
  return [
    { file, isTypes: false, markdown: `${others}\n\n## Types\n\n${linksTo(own, list)}\n` },
    { file: own, isTypes: true, markdown: types },
  ];
}

function linksTo(file: string, links: readonly string[]): string {
  return links.map((link) => link.replace('](#', `](${posix.basename(file)}#`)).join(', ');
}

/** Says where each anchor of an entry went: a heading that has its name alone on its page is numbered no more. */
function movedAnchors(markdown: string, parts: readonly Part[]): Map<string, { file: string; anchor: string }> {
  const left = parts.map(({ file, markdown: text }) => ({
    file,
    headings: readDocument(file, text).headings,
    text,
    next: 0,
  }));
  const moved = new Map<string, { file: string; anchor: string }>();
  let isTypes = false;
  for (const { depth, anchor, start, end } of readDocument('', markdown).headings) {
    if (depth === 2) isTypes = parts.length > 1 && TYPES.test(markdown.slice(start, end));
    const part = left[isTypes ? 1 : 0];
    const heading = part?.headings[part.next];
    if (!part || !heading) throw new Error(`The heading ${anchor} is on no page.`);
    part.next += 1;
    moved.set(anchor, { file: part.file, anchor: heading.anchor });
  }
  for (const { file, text } of left) {
    for (const anchor of anchorsOf(text)) if (!moved.has(anchor)) moved.set(anchor, { file, anchor });
  }
  return moved;
}

function errorsOf(markdown: string): string[] {
  const classes = markdown.split(/^(?=## )/m).find((section) => section.startsWith('## Classes\n')) ?? '';
  return [...classes.matchAll(/^### (\w+)$/gm)].map(([, name = '']) => name);
}
