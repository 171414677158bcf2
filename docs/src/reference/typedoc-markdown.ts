import { anchorsOf } from '../assemble/document.ts';

/**
 * Mends what TypeDoc writes: rules between what has headings anyway are left out, and links lead to the headings that are there.
 */
export function readable(markdown: string): string {
  const anchors = new Set(anchorsOf(markdown));
  return markdown
    .replaceAll(/^\*\*\*$/gm, '')
    .replaceAll(/\]\(#([\w-]+)-(\d+)\)/g, (link, name: string, place: string) => {
      return anchors.has(`${name}-${place}`) ? link : `](#${lastOf(name, anchors)})`;
    });
}

/** TypeDoc also counts signatures, which are no headings: a function and a type of one name differ by more than one. */
function lastOf(name: string, anchors: ReadonlySet<string>): string {
  let last = name;
  for (let place = 1; anchors.has(`${name}-${place}`); place += 1) last = `${name}-${place}`;
  return last;
}
