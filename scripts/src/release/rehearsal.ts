import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Application, makeApplications } from './applications.ts';
import { pendingChangesets } from './changesets.ts';
import { copyWorkingTree } from './copy.ts';
import { exists } from './files.ts';
import { git } from './git.ts';
import { publishedPackages } from './packages.ts';
import { firstExample } from './readme.ts';
import { type Registry, startRegistry } from './registry.ts';
import { readRepository } from './repository.ts';
import { run } from './run.ts';
import { mainBranch } from './start.ts';
import { type Step, stepsOf } from './walk.ts';

const page = 'docs/releasing.md';

const firstRelease = `pnpm install --frozen-lockfile --prefer-offline
pnpm release
git pull --quiet --ff-only`;

/** In milliseconds. A program ends by itself, or it is not one to copy. */
const programDeadline = 60_000;

export interface RehearsalOptions {
  /** An existing folder for all that is made. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly log: (step: string, text: string) => void;
}

/**
 * Releases the working tree as it is, committed or not, from a copy with an origin of its own to a registry on this
 * machine, installs and runs it, and then takes each step of the walk in docs/releasing.md.
 *
 * @throws Error for a step that fails, or prints something else than the page says
 */
export async function rehearse({ folder, signal, log }: RehearsalOptions): Promise<void> {
  const workspace = join(folder, 'workspace');
  const files = await copyWorkingTree(workspace, signal);
  log('copy', `${files} files of the working tree, committed or not`);
  await using registry = await startRegistry(join(folder, 'registry'));
  const npmrc = `${registry.npmrc}cache=${join(folder, 'npm-cache')}\n`;
  await writeFile(join(workspace, '.npmrc'), npmrc);
  await giveOrigin(workspace, join(folder, 'origin.git'), signal);
  await requireRegistry(workspace, registry, signal);
  await mkdir(join(folder, 'applications'));
  const applications = await makeApplications(join(folder, 'applications'), npmrc, signal);
  const env = { TURBO_CACHE_DIR: join(process.cwd(), '.turbo/cache'), BASE: '' };
  const rehearsal = { workspace, applications, signal, log, env };

  const published = await publishedPackages(workspace);
  const names = published.map(({ manifest }) => manifest.name);
  const first: readonly Step[] = [
    { kind: 'maintainer', text: firstRelease, place: 'a first release' },
    { kind: 'application', text: `npm install ${names.join(' ')}`, place: 'a first installation' },
    { kind: 'program', text: firstExample(await readFile(join(workspace, 'README.md'), 'utf8')), place: 'README.md' },
  ];
  const walk = stepsOf(page, await readFile(join(workspace, page), 'utf8'));
  for (const step of first) await take(step, rehearsal);
  const commands = published.filter(({ manifest }) => manifest.bin).map(({ manifest }) => manifest.name);
  await runCommands(commands, { folder: join(folder, 'nothing-installed'), npmrc, rehearsal });
  for (const step of walk) await take(step, rehearsal);
}

interface Newcomer {
  readonly folder: string;
  readonly npmrc: string;
  readonly rehearsal: Rehearsal;
}

/** Runs the command of each package by npx, as somebody who has installed nothing. */
async function runCommands(names: readonly string[], { folder, npmrc, rehearsal }: Newcomer): Promise<void> {
  const { signal, env, log } = rehearsal;
  await mkdir(folder);
  await writeFile(join(folder, '.npmrc'), npmrc);
  for (const name of names) {
    const [usage = ''] = (await run('npx', ['--yes', name, '--help'], { cwd: folder, signal, env })).split('\n');
    if (usage === '') throw new Error(`npx ${name} --help prints nothing.`);
    log('walk', `npx ${name} --help: ${usage}`);
  }
}

interface Rehearsal extends Omit<RehearsalOptions, 'folder'> {
  readonly workspace: string;
  readonly applications: readonly Application[];
  readonly env: Readonly<Record<string, string>>;
}

/** What is not committed is committed in the copy, and the one setting that a release needs is made up there. */
async function giveOrigin(workspace: string, origin: string, signal: AbortSignal): Promise<void> {
  const file = join(workspace, 'package.json');
  if ((await readRepository(workspace)) === undefined) {
    const address = '"repository": "https://github.com/example/ticketbridge"';
    await writeFile(file, (await readFile(file, 'utf8')).replace('{', `{\n  ${address},`));
  }
  const pre = join(workspace, '.changeset/pre.json');
  // The first release is a stable one: the walk begins a series of prereleases of its own.
  if (await exists(pre)) await writeFile(pre, (await readFile(pre, 'utf8')).replace('"pre"', '"exit"'));
  if ((await pendingChangesets(workspace)).length === 0) {
    const released = (await publishedPackages(workspace)).map(({ manifest }) => `'${manifest.name}': patch\n`);
    const changeset = `---\n${released.join('')}---\n\nAs they are in the working tree.\n`;
    await mkdir(join(workspace, '.changeset'), { recursive: true });
    await writeFile(join(workspace, '.changeset/rehearsal.md'), changeset);
  }
  const commands: readonly (readonly string[])[] = [
    ['config', 'user.name', 'Rehearsal'],
    ['config', 'user.email', 'rehearsal@localhost'],
    ['update-ref', `refs/heads/${mainBranch}`, 'HEAD'],
    ['symbolic-ref', 'HEAD', `refs/heads/${mainBranch}`],
    ['read-tree', 'HEAD'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'The working tree'],
    ['clone', '--quiet', '--bare', '.', origin],
    ['remote', 'set-url', 'origin', origin],
    ['fetch', '--quiet', 'origin'],
    ['branch', '--quiet', '--set-upstream-to', `origin/${mainBranch}`],
  ];
  for (const command of commands) await git(workspace, command, signal);
}

/** Nothing may reach another registry, whatever this machine is configured for. */
async function requireRegistry(workspace: string, { url }: Registry, signal: AbortSignal): Promise<void> {
  const used = (await run('npm', ['config', 'get', '@ticketbridge:registry'], { cwd: workspace, signal })).trim();
  if (used !== `${url}/`) throw new Error(`npm would publish to ${used}, and not to ${url}: look at npm config list`);
}

async function take(step: Step, rehearsal: Rehearsal): Promise<void> {
  rehearsal.log('walk', step.place);
  const commands = step.text.trim().split('\n');
  switch (step.kind) {
    case 'edit':
      return applyEdit(step, rehearsal);
    case 'maintainer':
      for (const command of commands) await inWorkspace(command, rehearsal);
      return;
    case 'application':
      for (const command of commands) await install(command, step, rehearsal);
      return;
    case 'program':
      return runProgram(step, rehearsal);
  }
}

async function applyEdit({ text, place }: Step, { workspace, signal }: Rehearsal): Promise<void> {
  const patch = join(workspace, '..', 'walk.diff');
  await writeFile(patch, text);
  try {
    await git(workspace, ['apply', patch], signal);
  } catch (cause) {
    throw new Error(`${place}: this edit does not fit what is here any more. Write it anew.`, { cause });
  }
}

async function inWorkspace(command: string, { workspace, signal, env, log }: Rehearsal): Promise<void> {
  const start = performance.now();
  // The tests are no part of a release: CI has run them.
  const rehearsed = command.replace(/^pnpm spec:change$/, '$& --skip-tests');
  const printed = await run('sh', ['-ec', rehearsed], { cwd: workspace, signal, env });
  log('', `$ ${command} # ${((performance.now() - start) / 1000).toFixed(1)} s`);
  if (command.startsWith('pnpm release')) log('', printed.trimEnd());
  // The changeset, after what the tools say that wrote it.
  if (command.startsWith('pnpm spec:change')) log('', printed.replace(/^.*?(?=^\.changeset)/ms, '').trimEnd());
}

async function install(command: string, { place }: Step, { applications, signal, env }: Rehearsal): Promise<void> {
  const [, packages] = /^npm install (.+)$/.exec(command) ?? [];
  if (packages === undefined) throw new Error(`${place}: an application runs "npm install" and nothing else.`);
  for (const application of applications) {
    await application.install(packages.split(' '), { cwd: application.folder, signal, env });
  }
}

/** As a stranger has it: compiled against the published declarations, and run; one that does not compile is not run. */
async function runProgram({ text, prints, place }: Step, rehearsal: Rehearsal): Promise<void> {
  const { workspace, applications, signal, log } = rehearsal;
  for (const { folder } of applications) await writeFile(join(folder, 'app.ts'), text);
  const compiler = join(workspace, 'scripts/node_modules/.bin/tsc');
  const options = ['--strict', '--noEmit', '--pretty', 'false', '--target', 'es2024', '--module', 'nodenext'];
  for (const { name, folder, start } of applications) {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(programDeadline)]);
    const command = isCompileError(prints) ? `! ${compiler}` : compiler;
    const said = await run('sh', ['-c', `${command} ${options.join(' ')} --lib esnext,dom app.ts`], {
      cwd: folder,
      signal,
    });
    const printed = said === '' ? await start('app.ts', { cwd: folder, signal: deadline }) : said;
    if (prints !== undefined && printed.trim() !== prints.trim()) {
      throw new Error(`${place} printed, in the project of ${name}:\n${printed}\nand the page says:\n${prints}`);
    }
    log('', `${name}: ${said === '' ? 'compiles, and prints' : 'does not compile'}\n${printed.trimEnd()}`);
  }
}

function isCompileError(prints: string | undefined): boolean {
  return prints?.startsWith('app.ts(') === true;
}
