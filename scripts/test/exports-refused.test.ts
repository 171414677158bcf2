import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pendingChangesets } from '../src/release/changesets.ts';
import { lastRelease, packBuilt } from '../src/release/last-release.ts';

// It installs and builds a clone of this repository, and packs it some times.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const workspace = resolve(import.meta.dirname, '../..');
const { signal } = new AbortController();
const folder = await mkdtemp(join(tmpdir(), 'exports-refused-'));
const clone = join(folder, 'clone');
afterAll(() => rm(folder, { recursive: true }));

interface Defect {
  readonly what: string;
  readonly in: string;
  readonly file: string;
  readonly text: string;
  readonly by: string;
  readonly says: string | RegExp;
}

/** One for each package, so that all can be there at once. */
const breaking: readonly Defect[] = [
  {
    what: 'an export that is removed',
    in: 'sandbox',
    file: 'src/index.ts',
    text: "export { SandboxError } from './sandbox-error.ts';\n",
    by: '',
    says: '@ticketbridge/sandbox SandboxError: the export is gone',
  },
  {
    what: 'a type that is changed incompatibly',
    in: 'facade',
    file: 'src/brandlovers/source.ts',
    text: 'readonly pageSize?: number | undefined;',
    by: 'readonly pageSize: number;',
    says: /@ticketbridge\/facade BrandloversSourceOptions: .*\n?.*'pageSize'/,
  },
  {
    what: 'a minimum of Node that is raised',
    in: 'brandlovers',
    file: 'package.json',
    text: '"node": "',
    by: '"node": ">=99 ',
    says: /@ticketbridge\/brandlovers: it needs node >=99/,
  },
  {
    what: 'a minimum of TypeScript that is raised',
    in: 'clubcollect',
    file: 'package.json',
    text: '"typescript": ">=',
    by: '"typescript": ">=9',
    says: /@ticketbridge\/clubcollect: it needs typescript >=9/,
  },
];
const stale: Omit<Defect, 'says'> = {
  what: '',
  in: 'http',
  file: 'src/index.ts',
  text: "export { whenAborted } from './when-aborted.ts';\n",
  by: "export { whenAborted } from './when-aborted.ts';\nexport type Added = 1;\n",
};

const environment = {
  ...process.env,
  TURBO_CACHE_DIR: join(workspace, '.turbo/cache'),
  // What a package needs of others is not what it is built with.
  pnpm_config_verify_deps_before_run: 'false',
};
const pnpm = (...args: string[]): string =>
  execFileSync('pnpm', args, { cwd: clone, env: environment, encoding: 'utf8' });

/** As the script of the workspace does once everything is installed and built. */
function check(...args: string[]): { status: number | null; output: string } {
  const command = [join(clone, 'scripts/src/check-exports.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: clone,
    env: environment,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

async function put({ in: of, file, text, by }: Omit<Defect, 'says'>): Promise<void> {
  const path = join(clone, 'packages', of, file);
  const source = await readFile(path, 'utf8');
  expect(source).toContain(text);
  await writeFile(path, source.replace(text, by));
}

async function tell(bumpOf: (defect: Defect) => string): Promise<void> {
  const bumps = breaking.map((defect) => `'@ticketbridge/${defect.in}': ${bumpOf(defect)}\n`);
  await writeFile(join(clone, '.changeset/told.md'), `---\n${bumps.join('')}---\n\nSomething.\n`);
}

/** Takes what the clone exports now for the last release. */
async function release(): Promise<void> {
  const commit = await lastRelease();
  const kept = join(clone, `node_modules/.cache/ticketbridge-releases/${commit}`);
  await mkdir(kept, { recursive: true });
  for (const { file } of await packBuilt(clone, join(folder, 'packed'), signal)) {
    await copyFile(file, join(kept, basename(file)));
  }
  for (const { file } of await pendingChangesets(clone)) await rm(join(clone, file));
}

describe('in a clone', () => {
  beforeAll(async () => {
    execFileSync('git', ['clone', '--quiet', '--shared', workspace, clone]);
    pnpm('install', '--frozen-lockfile', '--prefer-offline');
    pnpm('--dir', 'exports', 'install', '--frozen-lockfile', '--prefer-offline');
    pnpm('run', 'build');
    await release();
  });

  test('a stale report is refused, with how to write it', async () => {
    await put(stale);
    pnpm('run', 'build');
    const refused = check();
    expect(refused.output).toContain('exports/http/index.api.md is not what the package exports now.');
    expect(refused.output).toContain('pnpm check:exports --write');
    expect(refused.output).toContain('takes nothing back since');
    expect(refused.status).toBe(1);
  });

  describe('that breaks consumers', () => {
    beforeAll(async () => {
      for (const defect of breaking) await put(defect);
      pnpm('run', 'build');
      check('--write');
    });

    test.each(breaking)(
      '$what under a patch is refused with what to do, where others are told',
      async ({ in: of, says }) => {
        await tell(({ in: name }) => (name === of ? 'patch' : 'minor'));
        const { status, output } = check();
        expect(output).toMatch(says);
        expect(output).toContain(`Take it back, or tell it in a changeset that is minor for @ticketbridge/${of}:`);
        expect(output.match(/Take it back/g)).toHaveLength(1);
        expect(status).toBe(1);
      },
    );

    test('told by the right bumps, with the reports written, all of it passes', async () => {
      await tell(() => 'minor');
      const { status, output } = check();
      expect(output.match(/A pending changeset says so: it is minor/g)).toHaveLength(breaking.length);
      expect(status).toBe(0);
    });
  });
});
