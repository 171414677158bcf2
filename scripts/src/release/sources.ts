import type { History } from './history.ts';
import type { WorkspacePackage } from './packages.ts';

/** The files and folders of a package that make what consumers get of it. */
const OWN = ['src', 'inspector', 'package.json', 'tsconfig.json', 'tsdown.config.ts', 'api.md', 'generator.yaml'];

/** The same of the workspace, by the command in a package's scripts that reads them. */
const BY_COMMAND: Readonly<Record<string, readonly string[]>> = {
  tsdown: ['tsdown.shared.ts', 'tsconfig.base.json'],
  'ticketbridge-generate': ['scripts/src/generate.ts', 'scripts/src/generate', 'scripts/src/spec'],
  'ticketbridge-generate-sandbox': [
    'scripts/src/generate-sandbox.ts',
    'scripts/src/sandbox',
    'scripts/src/generate/document.ts',
    'scripts/src/generate/text.ts',
    'scripts/src/spec',
  ],
  'ticketbridge-generate-python': [
    'scripts/src/generate-python.ts',
    'scripts/src/python',
    'scripts/openapi-generator/python',
    'scripts/openapitools.json',
    'scripts/src/generate/credentials.ts',
    'scripts/src/generate/document.ts',
    'scripts/src/generate/text.ts',
    'scripts/src/generate/type-names.ts',
    'scripts/src/release/markdown.ts',
    'scripts/src/release/repository.ts',
    'scripts/src/spec',
  ],
};

/** What stands there and writes nothing: the rules refuse specs, and others run or check the generator of Python. */
const MAKES_NOTHING =
  /^scripts\/src\/(spec\/rules\/|generate\/(generator-jar|openapi-generator)\.ts$|python\/stale-overrides\.ts$)/;

/** Lists what makes a package, its own files and those of the workspace. */
function sourcesOf({ manifest, folder }: WorkspacePackage): string[] {
  const words = Object.values(manifest.scripts ?? {}).flatMap((script) => script.split(' '));
  return [...OWN.map((name) => `${folder}/${name}`), ...new Set(words.flatMap((word) => BY_COMMAND[word] ?? []))];
}

export function isSourceOf(file: string, of: WorkspacePackage): boolean {
  return sourcesOf(of).some((path) => file === path || file.startsWith(`${path}/`)) && !MAKES_NOTHING.test(file);
}

/** Lists the sources of a package that differ between a commit and the working tree. */
export function changedSources(history: History, since: string, of: WorkspacePackage): string[] {
  return history.changedFiles(since, sourcesOf(of)).filter((file) => !MAKES_NOTHING.test(file));
}
