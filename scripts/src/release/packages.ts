import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import semver from 'semver';
import type { PythonSurface } from '../diff/verdict.ts';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly exports?: unknown;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export interface WorkspacePackage {
  readonly manifest: Manifest;
  /** Relative to the root of the workspace, with forward slashes. */
  readonly folder: string;
}

/** The packages that consumers get: those in `packages/` that are not private, by name. */
export async function publishedPackages(root: string): Promise<WorkspacePackage[]> {
  const all = await packagesIn(root, 'packages/*/package.json');
  return all.filter(({ manifest }) => !manifest.private);
}

/** The packages that have versions for consumers: those that are published, and those for Python, by name. */
export async function versionedPackages(root: string): Promise<WorkspacePackage[]> {
  const all = await packagesIn(root, 'packages/*/package.json');
  return all.filter(({ manifest }) => !manifest.private || pythonSurfaceOf(manifest) !== undefined);
}

export async function packagesIn(root: string, pattern: string): Promise<WorkspacePackage[]> {
  const packages: WorkspacePackage[] = [];
  for await (const file of glob(pattern, { cwd: root })) {
    packages.push({
      manifest: parseManifest(await readFile(join(root, file), 'utf8'), file),
      folder: dirname(file).replaceAll('\\', '/'),
    });
  }
  return packages.sort((a, b) => a.manifest.name.localeCompare(b.manifest.name));
}

/** Tells whether programs import a package; one that is a command alone has no entry for them. */
export function isImportable({ exports }: Manifest): boolean {
  return Object.keys(Object(exports)).some((entry) => !entry.endsWith('.json'));
}

/** Tells whether a package promises to run in a version of Node. */
export function promises({ engines }: Manifest, version: string): boolean {
  return semver.satisfies(version, engines?.node ?? '*');
}

/** Tells whether a package generates from the folder of all specs, as the sandbox does. */
export function isMadeOfEachSpec({ scripts }: Manifest): boolean {
  return scripts?.generate?.split(' ').includes('../../specs') === true;
}

/** Tells whether a package is generated from a spec. */
export function isMadeOf({ devDependencies }: Manifest, spec: Manifest): boolean {
  return devDependencies?.[spec.name] !== undefined;
}

/** Tells whose names a Python package has; undefined for a package of another kind. */
export function pythonSurfaceOf({ scripts }: Manifest): PythonSurface | undefined {
  const command = scripts?.['generate:python']?.split(' ');
  return command && (command.includes('vendor') ? 'vendorPython' : 'python');
}

export function parseManifest(text: string, file: string): Manifest {
  const manifest: unknown = JSON.parse(text);
  if (!isManifest(manifest)) throw new Error(`${file} has no name and version.`);
  return manifest;
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
