import { glob, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Application, type DeclarationReflection, LogLevel, TSConfigReader } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import type { GeneratedPage } from '../generated-pages/generated-page.ts';
import { type Part, splitReference } from './split-reference.ts';
import { readable } from './typedoc-markdown.ts';

/** Where TypeDoc writes, relative to the root of the repository. */
const OUTPUT = 'docs/.assembled/typescript';

/** The condition of a package's exports under which its sources are found. */
const SOURCE = '@ticketbridge/source';

/** What can be imported, and the source of what it gives. */
interface Entry {
  /** As it is imported: `@ticketbridge/http/undici`. */
  readonly name: string;
  readonly file: string;
}

const markdownOptions: Partial<PluginOptions> = {
  hidePageHeader: true,
  hideBreadcrumbs: true,
  expandParameters: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideSources: true, hideModifiers: true },
};

/** Makes a page of each entry of the published packages, from their doc comments; needs what `pnpm generate` makes. */
export async function typescriptPages(root: string): Promise<readonly GeneratedPage[]> {
  const entries = await entriesOf(root);
  const app = await Application.bootstrapWithPlugins(
    {
      plugin: ['typedoc-plugin-markdown'],
      tsconfig: join(import.meta.dirname, 'tsconfig.json'),
      basePath: root,
      entryPoints: entries.map(({ file }) => join(root, file)),
      router: 'module',
      readme: 'none',
      // The sources are type-checked by the packages that they belong to.
      skipErrorChecking: true,
      excludeInternal: true,
      excludePrivate: true,
      excludeExternals: true,
      disableSources: true,
      sort: ['alphabetical'],
      groupOrder: ['Functions', 'Classes', 'Interfaces', 'Type Aliases', 'Variables', '*'],
      logLevel: LogLevel.Error,
      outputs: [{ name: 'markdown', path: join(root, OUTPUT) }],
      ...markdownOptions,
    },
    [new TSConfigReader()],
  );
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc made nothing of the sources: run `pnpm generate` first.');

  const folder = join(root, OUTPUT);
  await rm(folder, { recursive: true, force: true });
  const pages = new Map<string, Entry>();
  for (const module of project.children ?? []) {
    const entry = entries.find(({ file }) => file === fileOf(module, root));
    if (!entry) continue;
    module.name = entry.name;
    pages.set(`${entry.name}.md`, entry);
  }
  await app.generateOutputs(project);
  const files = new Map<string, string>();
  for (const file of pages.keys()) files.set(file, readable(await readFile(join(folder, file), 'utf8')));
  return splitReference(files).flatMap((part) => {
    const entry = pages.get(part.file.replace('.types.md', '.md'));
    return entry === undefined ? [] : [pageOf(entry, part)];
  });
}

/** Lists what the published packages export, http first: what others pass on is told where it is at home. */
async function entriesOf(root: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const file of glob('packages/*/package.json', { cwd: root })) {
    const manifest: { name: string; private?: boolean; exports?: Record<string, string | Record<string, string>> } =
      JSON.parse(await readFile(join(root, file), 'utf8'));
    for (const [path, target] of Object.entries(manifest.private ? {} : (manifest.exports ?? {}))) {
      const source = typeof target === 'string' ? undefined : target[SOURCE];
      if (source !== undefined) {
        entries.push({ name: join(manifest.name, path), file: join(dirname(file), source) });
      }
    }
  }
  const isHttp = ({ name }: Entry) => Number(!name.startsWith('@ticketbridge/http'));
  return entries.sort((a, b) => isHttp(a) - isHttp(b) || a.name.localeCompare(b.name));
}

function fileOf(module: DeclarationReflection, root: string): string | undefined {
  const source = module.project.getSymbolIdFromReflection(module)?.fileName;
  return source === undefined ? undefined : relative(root, source);
}

function pageOf({ name, file }: Entry, { file: made, markdown, isTypes }: Part): GeneratedPage {
  const short = name.replace('@ticketbridge/', '');
  return {
    route: `reference/typescript/${short}${isTypes ? '/types' : ''}`,
    title: `${name}: ${isTypes ? 'types' : 'reference'}`,
    label: isTypes ? `${short}: types` : short,
    description: isTypes
      ? `The interfaces and types of ${name}, with what their comments say.`
      : `All that ${name} exports: functions, classes and types, with what their comments say.`,
    group: 'typescript',
    markdown,
    madeBy: file,
    folder: join(OUTPUT, dirname(made)),
    standsFor: [join(OUTPUT, made)],
  };
}
