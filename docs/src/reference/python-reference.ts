/**
 * Makes one page of the files that openapi-generator writes of a Python package, by their names: first what can be
 * called, then the models. Its examples are left out: they call the vendor's production.
 */
export function pythonReference(files: ReadonlyMap<string, string>): string {
  const isModel = (name: string) => Number(!name.endsWith('Api.md'));
  return [...files]
    .sort(([a], [b]) => isModel(a) - isModel(b) || a.localeCompare(b))
    .map(([, text]) => chapterOf(text))
    .join('\n\n');
}

const EXAMPLE = /^#+ Example\b[\s\S]*?^```\w*\n[\s\S]*?^```$/gm;
/** What leads to files that the site does not have, the vendor's address, and what the package says of itself. */
const NOISE =
  /^\[\[Back to .*$|^&quot;.*&quot;$|^All URIs are relative to .*$|^#+ (Authorization|HTTP request headers)\n[\s\S]*?(?=^#|^\[\[)/gm;

/** Makes a chapter of a file: its methods, which have the rank of its title there, stand below it. */
function chapterOf(text: string): string {
  return text
    .replaceAll(EXAMPLE, '')
    .replaceAll(NOISE, '')
    .replaceAll(/^#{2,3} /gm, text.includes('\n# **') ? '#### ' : '### ')
    .replaceAll(/^# \*\*(.+)\*\*$/gm, '### `$1`\n')
    .replaceAll(/^# (?:\w+\.)?/gm, '## ')
    .replaceAll(/^> (.+\))$/gm, '```python\n$1\n```')
    .replaceAll(/\]\(\w+\.md#(\w+)\)/g, '](#$1)')
    .replaceAll(/\]\((\w+)\.md\)/g, (_, name: string) => `](#${name.toLowerCase()})`)
    .replaceAll('&#x60;', '`')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
