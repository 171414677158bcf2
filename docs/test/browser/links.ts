import type { Inspection } from './inspect.ts';

/** Lists the links that lead nowhere: of the site's own, and addresses that are none. Others are not asked. */
export async function brokenLinks(inspections: readonly Inspection[], origin: string): Promise<string[]> {
  const ids = new Map(inspections.map((inspection) => [inspection.path, new Set(inspection.ids)]));
  const files = new Map<string, Promise<boolean>>();
  const isServed = (path: string): Promise<boolean> => {
    const known = files.get(path) ?? fetch(`${origin}${path}`).then(({ ok }) => ok);
    files.set(path, known);
    return known;
  };
  const problemOf = async (link: string): Promise<string | undefined> => {
    const url = URL.parse(link);
    if (!url) return 'is no address';
    if (url.origin !== origin)
      return ['https:', 'mailto:'].includes(url.protocol) ? undefined : 'leads to another machine unsafely';
    const anchors = ids.get(url.pathname);
    if (!anchors && !(await isServed(url.pathname))) return 'leads to no page';
    const anchor = decodeURIComponent(url.hash.slice(1));
    return anchor === '' || anchors?.has(anchor) ? undefined : 'leads to no place of its page';
  };
  const problems: string[] = [];
  for (const { path, links } of inspections) {
    for (const link of new Set(links)) {
      const problem = await problemOf(link);
      if (problem !== undefined) problems.push(`${path}: ${link.replace(origin, '')} ${problem}`);
    }
  }
  return problems;
}
