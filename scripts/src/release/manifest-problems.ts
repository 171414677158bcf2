import { isImportable, type Manifest, type WorkspacePackage } from './packages.ts';

/** What npm runs on the machine of whoever installs a package. */
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'];

interface Rule {
  readonly says: string;
  readonly isBroken: (packed: Manifest, made: Manifest, files: readonly string[]) => boolean;
}

/** What a registry's page and a package manager need to know of a package. */
const rules: readonly Rule[] = [
  { says: 'no description', isBroken: ({ description = '' }) => description === '' },
  { says: 'no keywords', isBroken: ({ keywords = [] }) => keywords.length === 0 },
  { says: 'another license than MIT, the one in its LICENSE', isBroken: ({ license }) => license !== 'MIT' },
  { says: 'no engines.node', isBroken: ({ engines }) => engines?.node === undefined },
  {
    says: 'no optional peer typescript, which says for what its declarations are written',
    isBroken: ({ peerDependencies, peerDependenciesMeta, ...packed }) =>
      isImportable(packed) &&
      (peerDependencies?.typescript === undefined || peerDependenciesMeta?.typescript?.optional !== true),
  },
  {
    says: 'a script that runs at installation',
    isBroken: (packed, made, files) =>
      files.includes('binding.gyp') ||
      installScripts.some((name) => packed.scripts?.[name] !== undefined || made.scripts?.[name] !== undefined),
  },
];

/** Lists what is wrong with the package.json of a tarball, one sentence each. */
export function problemsOfManifest(
  packed: Manifest,
  { manifest }: WorkspacePackage,
  files: readonly string[],
): string[] {
  return rules
    .filter(({ isBroken }) => isBroken(packed, manifest, files))
    .map(({ says }) => `package.json has ${says}.`);
}
