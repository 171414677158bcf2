import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunOptions, run } from './run.ts';

/** An application that uses the published packages, as one package manager and runtime have it. */
export interface Application {
  readonly name: string;
  readonly folder: string;
  readonly install: (packages: readonly string[], options: RunOptions) => Promise<string>;
  readonly start: (program: string, options: RunOptions) => Promise<string>;
}

const bunVersion = '1.4.5';

/** Makes an empty project for npm, pnpm and Bun each; Bun is installed for them. */
export async function makeApplications(folder: string, npmrc: string, signal: AbortSignal): Promise<Application[]> {
  const bun = join(await installBun(folder, signal), 'node_modules/.bin/bun');
  const add = (command: string, ...args: string[]): Application['install'] => {
    return (packages, options) => run(command, [...args, ...packages], options);
  };
  // pnpm takes a version only a day after it was published, unless it is told otherwise.
  const atOnce = '--config.minimumReleaseAge=0';
  const start = (command: string): Application['start'] => {
    return (program, options) => run(command, [program], options);
  };
  const applications: readonly Omit<Application, 'folder'>[] = [
    { name: 'npm', install: add('npm', 'install', '--no-audit', '--no-fund'), start: start(process.execPath) },
    { name: 'pnpm', install: add('pnpm', 'add', '--ignore-workspace', atOnce), start: start(process.execPath) },
    // Bun believes for minutes what it has read of a registry, unless it is told not to.
    { name: 'bun', install: add(bun, 'add', '--no-cache'), start: start(bun) },
  ];
  return Promise.all(
    applications.map(async (application) => {
      const project = join(folder, application.name);
      await mkdir(project);
      await writeFile(join(project, '.npmrc'), npmrc);
      await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
      return { ...application, folder: project };
    }),
  );
}

async function installBun(folder: string, signal: AbortSignal): Promise<string> {
  const project = join(folder, 'bun-itself');
  await mkdir(project);
  // The package's install script puts the executable into its place.
  const manifest = { private: true, dependencies: { bun: bunVersion }, allowScripts: { bun: true } };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: project, signal });
  return project;
}
