import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesIn } from './files.ts';
import { noticesIn, ownerOf } from './licences.ts';
import { type Manifest, parseManifest } from './packages.ts';
import { followMaps } from './source-maps.ts';

interface Sbom {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly { readonly purl?: string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/**
 * Adds the packages whose code a built package holds to its SBOM (CycloneDX), which lists only what is installed with it.
 *
 * @param folder The built package
 */
export async function addBundled(folder: string, file: string): Promise<void> {
  const sbom: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isSbom(sbom)) throw new Error(`${file} is no SBOM of CycloneDX with components and dependencies.`);
  const listed = new Set(sbom.components.map(({ purl }) => purl));
  const added = (await bundledIn(folder)).map(componentOf).filter(({ purl }) => !listed.has(purl));
  const { 'bom-ref': own } = sbom.metadata.component;
  const refs = added.map(({ purl }) => purl);
  const dependencies = [
    ...sbom.dependencies.map((one) =>
      one.ref === own ? { ...one, dependsOn: [...(one.dependsOn ?? []), ...refs] } : one,
    ),
    ...refs.map((ref) => ({ ref, dependsOn: [] })),
  ];
  const whole = { ...sbom, components: [...sbom.components, ...added], dependencies };
  await writeFile(file, `${JSON.stringify(whole, undefined, 2)}\n`);
}

/**
 * Lists the packages of others whose code a built package holds, by name: those in its source maps, and the development
 * dependencies that a notice names. Code that a generator writes comes from no file of its package.
 */
async function bundledIn(folder: string): Promise<Manifest[]> {
  const files = (await filesIn(join(folder, 'dist'))).map((name) => `dist/${name}`);
  const { sources } = await followMaps(folder, folder, files);
  const folders = sources.flatMap(({ file }) => ownerOf(file)?.folder ?? []);
  const { devDependencies = {} } = await manifestIn(folder);
  const named = new Set((await noticesOf(folder, files)).split(/[\s,;()]+/));
  for (const name of Object.keys(devDependencies)) {
    if (named.has(name)) folders.push(join(folder, 'node_modules', name));
  }
  const manifests = await Promise.all([...new Set(folders)].map(manifestIn));
  const byPurl = new Map(manifests.map((manifest) => [purlOf(manifest), manifest]));
  return [...byPurl.values()].sort((a, b) => a.name.localeCompare(b.name));
}

async function noticesOf(folder: string, files: readonly string[]): Promise<string> {
  const built = files.filter((file) => file.endsWith('.js'));
  const codes = await Promise.all(built.map((file) => readFile(join(folder, file), 'utf8')));
  return codes.map(noticesIn).join('\n');
}

async function manifestIn(folder: string): Promise<Manifest> {
  const file = join(folder, 'package.json');
  return parseManifest(await readFile(file, 'utf8'), file);
}

function componentOf(manifest: Manifest) {
  const { name, version, license, description } = manifest;
  const [, group, base] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name) ?? [];
  const purl = purlOf(manifest);
  return {
    type: 'library',
    ...(group !== undefined && { group }),
    name: base,
    version,
    purl,
    'bom-ref': purl,
    ...(description !== undefined && { description }),
    ...(license !== undefined && { licenses: [{ license: { id: license } }] }),
    // https://github.com/CycloneDX/cyclonedx-property-taxonomy/blob/main/cdx/npm.md
    properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }],
  };
}

function purlOf({ name, version }: Manifest): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function isSbom(value: unknown): value is Sbom {
  if (typeof value !== 'object' || value === null) return false;
  const { metadata, components, dependencies }: Partial<Record<keyof Sbom, unknown>> = value;
  return (
    Array.isArray(components) &&
    Array.isArray(dependencies) &&
    typeof metadata === 'object' &&
    metadata !== null &&
    'component' in metadata &&
    typeof metadata.component === 'object' &&
    metadata.component !== null &&
    'bom-ref' in metadata.component &&
    typeof metadata.component['bom-ref'] === 'string'
  );
}
