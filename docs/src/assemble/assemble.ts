import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { GeneratedPage } from '../generated-pages/generated-page.ts';
import type { Page } from '../page.ts';
import { composePage, type Surroundings } from './compose.ts';
import { anchorsOf, type Document, readDocument } from './document.ts';
import { type Link, type Place, placeOf } from './links.ts';
import type { Problem } from './problem.ts';

export interface Sources {
  /** The root of the repository. */
  readonly root: string;
  /** Its address, with which links to what is no page lead there; undefined while it has none. */
  readonly repository: string | undefined;
  readonly pages: readonly Page[];
  readonly generated: readonly GeneratedPage[];
  /** Routes that others than these pages give: which file of the repository each stands for. */
  readonly others: ReadonlyMap<string, string>;
}

export interface Assembled {
  /** The content of each page by its route. */
  readonly pages: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

interface Entry {
  readonly route: string;
  readonly title: string;
  readonly description: string;
  readonly document: Document;
  readonly files: readonly string[];
}

/** A link whose anchor has to be among those of the page that it leads to. */
interface Promised {
  readonly link: Link;
  readonly route: string;
  readonly anchor: string;
}

/** Makes the content of the site. With a problem, what is made is not to be shown. */
export function assemble(sources: Sources): Assembled {
  const { root, repository } = sources;
  const problems: Problem[] = [];
  const report = (problem: Problem) => problems.push(problem);
  const documents = new Map<string, Document | undefined>();
  const document = (file: string) => {
    if (!documents.has(file)) documents.set(file, readFile(root, file));
    return documents.get(file);
  };

  const entries = entriesOf(sources, document, report);
  const routes = new Map(entries.flatMap(({ files, route }) => files.map((file) => [file, route])));
  for (const [file, route] of sources.others) if (!routes.has(file)) routes.set(file, route);

  const promised: Promised[] = [];
  const target = (from: string, link: Link): string | undefined => {
    const place = placeOf(link);
    if (!place) return repository === undefined ? undefined : link.target;
    const stat = statSync(join(root, place.file), { throwIfNoEntry: false });
    const route = routes.get(stat?.isDirectory() ? posix.join(place.file, 'README.md') : place.file);
    if (route === undefined && !stat) return void report(problemAt(link, `${link.target} leads to no file.`));
    if (route === undefined) return addressOf(place, repository, stat?.isDirectory() ?? false);
    if (place.anchor !== undefined) promised.push({ link, route, anchor: place.anchor });
    return relativeRoute(from, route, place.anchor);
  };

  const bodies = new Map<string, string>();
  for (const entry of entries) {
    const surroundings: Surroundings = { document, report, target: (link) => target(entry.route, link) };
    bodies.set(entry.route, composePage(entry.document, surroundings));
  }
  problems.push(...brokenPromises(promised, bodies));
  return {
    pages: new Map(entries.map((entry) => [entry.route, withFrontmatter(entry, bodies.get(entry.route) ?? '')])),
    problems,
  };
}

/** Lists what becomes a page: neither without a title or a description, nor two with one route. */
function entriesOf(
  { pages, generated }: Sources,
  document: (file: string) => Document | undefined,
  report: (problem: Problem) => void,
): Entry[] {
  const entries = new Map<string, Entry>();
  const add = (entry: Entry) => {
    const { file } = entry.document;
    const other = entries.get(entry.route);
    for (const key of ['title', 'description'] as const) {
      if (entry[key].trim() === '') report({ file, line: 1, message: `The page ${entry.route} has no ${key}.` });
    }
    if (other) report({ file, line: 1, message: `${other.document.file} has the route ${entry.route} too.` });
    entries.set(entry.route, entry);
  };
  for (const page of pages) {
    const source = document(page.source);
    if (source) add({ ...page, document: source, files: [page.source] });
    else report({ file: page.source, line: 1, message: `There is no such file for the page ${page.route}.` });
  }
  for (const { markdown, madeBy, folder = '.', standsFor = [], ...page } of generated) {
    const self = `the page ${page.route}`;
    add({ ...page, document: readDocument(madeBy, markdown, { folder, self }), files: [...standsFor, self] });
  }
  return [...entries.values()];
}

function readFile(root: string, file: string): Document | undefined {
  const path = join(root, file);
  return existsSync(path) ? readDocument(file, readFileSync(path, 'utf8')) : undefined;
}

function problemAt({ of, line }: Link, message: string): Problem {
  return { file: of.file, line, message };
}

function brokenPromises(promised: readonly Promised[], bodies: ReadonlyMap<string, string>): Problem[] {
  const anchors = new Map([...bodies].map(([route, body]) => [route, anchorsOf(body)]));
  return promised.flatMap(({ link, route, anchor }) => {
    const known = anchors.get(route);
    return known === undefined || known.includes(anchor)
      ? []
      : [problemAt(link, `${link.target} leads to no heading of the page ${route}.`)];
  });
}

function addressOf({ file, anchor }: Place, repository: string | undefined, isFolder: boolean): string | undefined {
  if (repository === undefined) return undefined;
  return `${repository}/${isFolder ? 'tree' : 'blob'}/HEAD/${file}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** Leads from one page to another, wherever the site is served. */
function relativeRoute(from: string, to: string, anchor: string | undefined): string {
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  if (from === to) return suffix === '' ? './' : suffix;
  const path = posix.relative(`/${from}`, `/${to}`);
  return `${path === '' ? '.' : path}/${suffix}`;
}

function withFrontmatter({ title, description }: Entry, body: string): string {
  // JSON is YAML.
  return `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\n---\n\n${body}\n`;
}
