import { isMap, parseDocument } from 'yaml';
import type { Path } from './tree.ts';

/** A change of one node of a document: a value to stand there, another name for its key, or its removal. */
export type Edit =
  | { readonly at: Path; readonly to: unknown }
  | { readonly at: Path; readonly name: string }
  | { readonly at: Path; readonly isRemoved: true };

/** Applies edits to YAML, whose comments and form stay. */
export function editYaml(text: string, edits: readonly Edit[]): string {
  const document = parseDocument(text);
  for (const edit of edits) {
    const { at } = edit;
    if ('isRemoved' in edit) document.deleteIn(at);
    else if ('to' in edit) document.setIn(at, document.createNode(edit.to, { flow: Array.isArray(edit.to) }));
    else {
      const map = document.getIn(at.slice(0, -1), true);
      const pair = isMap(map) ? map.items.find(({ key }) => `${key}` === at.at(-1)) : undefined;
      if (!pair) throw new Error(`there is no key ${at.join('/')}`);
      pair.key = document.createNode(edit.name);
    }
  }
  // Lists of the specs have no space within their brackets, maps do.
  return document.toString({ lineWidth: 120 }).replaceAll(/\[ ([^[\]]*) \]/g, '[$1]');
}
