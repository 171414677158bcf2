import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A workspace with two packages to release, small enough to be released again and again. */
export interface ReleasableWorkspace {
  readonly root: string;
  /** The repository that it was cloned from. */
  readonly origin: string;
}

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'sample',
    private: true,
    type: 'module',
    repository: 'https://github.com/example/sample',
    scripts: { build: 'node build.js', 'changeset:check': 'node --version' },
    devDependencies: { '@changesets/cli': '3.0.3' },
  }),
  'build.js': `import { cpSync } from 'node:fs';
for (const name of ['base', 'top']) cpSync(\`packages/\${name}/built\`, \`packages/\${name}/dist\`, { recursive: true });
`,
  'pnpm-workspace.yaml': 'packages: [packages/*]\nverifyDepsBeforeRun: false\npmOnFail: ignore\n',
  '.gitignore': 'node_modules/\ndist/\nreports/\n',
  '.changeset/config.json': JSON.stringify({
    changelog: '@changesets/cli/changelog',
    access: 'public',
    baseBranch: 'main',
  }),
  '.changeset/first.md': "---\n'@ticketbridge/base': minor\n'@ticketbridge/top': minor\n---\n\nFirst.\n",
  ...packageFiles('base', {}),
  ...packageFiles('top', { '@ticketbridge/base': 'workspace:^' }),
};

function packageFiles(name: string, dependencies: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const manifest = {
    name: `@ticketbridge/${name}`,
    version: '0.1.0',
    description: `The sample ${name}`,
    keywords: ['sample'],
    license: 'MIT',
    type: 'module',
    engines: { node: '>=20.19' },
    peerDependencies: { typescript: '>=5.9' },
    peerDependenciesMeta: { typescript: { optional: true } },
    exports: './dist/index.js',
    files: ['dist', 'CHANGELOG.md'],
    dependencies,
  };
  const folder = `packages/${name}`;
  const source = `export const name = '${name}';\n`;
  const map = {
    version: 3,
    file: 'index.js',
    sources: ['../src/index.ts'],
    sourcesContent: [source],
    mappings: 'AAAA',
  };
  return {
    [`${folder}/package.json`]: JSON.stringify(manifest, null, 2),
    [`${folder}/README.md`]: `# ${name}\n`,
    [`${folder}/LICENSE`]: 'MIT\n',
    [`${folder}/src/index.ts`]: source,
    [`${folder}/built/index.js`]: `${source}//# sourceMappingURL=index.js.map\n`,
    [`${folder}/built/index.js.map`]: JSON.stringify(map),
    [`${folder}/built/index.d.ts`]: 'export declare const name: string;\n',
  };
}

/** Makes the workspace in a folder, as a clone of a bare repository. */
export async function makeReleasable(folder: string): Promise<ReleasableWorkspace> {
  const root = join(folder, 'clone');
  const origin = join(folder, 'origin.git');
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), text);
  }
  // The same commits each time: a changelog names them.
  const date = '2026-01-01T00:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const inRoot = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  inRoot('pnpm', 'install', '--prefer-offline', '--no-frozen-lockfile');
  inRoot('git', 'init', '--quiet', '--initial-branch=main');
  inRoot('git', 'config', 'user.name', 'Maintainer');
  inRoot('git', 'config', 'user.email', 'maintainer@example.org');
  inRoot('git', 'add', '--all');
  inRoot('git', 'commit', '--quiet', '--message=Sample');
  execFileSync('git', ['clone', '--quiet', '--bare', root, origin]);
  inRoot('git', 'remote', 'add', 'origin', origin);
  inRoot('git', 'fetch', '--quiet', 'origin');
  return { root, origin };
}
