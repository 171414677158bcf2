import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');

/** What the compiler has to say of a line, which counts from 1. */
export interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** As an application that takes every check, but for what only a library's author has to say. */
const OPTIONS = {
  noUnusedLocals: false,
  noUnusedParameters: false,
  declaration: false,
  isolatedDeclarations: false,
};

/** Compiles files, given by their paths in one folder, as sources beside `@ticketbridge/http`: one run of TypeScript 7. */
export async function compile(files: Readonly<Record<string, string>>): Promise<CompilerError[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'ticketbridge-measure-')));
  try {
    const config = {
      extends: join(ROOT, 'tsconfig.base.json'),
      compilerOptions: OPTIONS,
      include: ['**/*.ts'],
    };
    const all = { ...files, 'package.json': '{ "type": "module" }', 'tsconfig.json': JSON.stringify(config) };
    for (const parent of new Set(Object.keys(all).map(dirname))) await mkdir(join(folder, parent), { recursive: true });
    await Promise.all(Object.entries(all).map(([file, text]) => writeFile(join(folder, file), text)));
    await mkdir(join(folder, 'node_modules/@ticketbridge'), { recursive: true });
    await symlink(join(ROOT, 'packages/http'), join(folder, 'node_modules/@ticketbridge/http'));
    return errorsIn(await runCompiler(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function runCompiler(folder: string): Promise<string> {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript-7/package.json')), 'bin/tsc');
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: Number.POSITIVE_INFINITY };
    execFile(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], options, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

function errorsIn(output: string): CompilerError[] {
  return output.split('\n').flatMap((text): CompilerError[] => {
    // What follows an error's first line is indented.
    if (text === '' || text.startsWith(' ')) return [];
    const { file, line, message } =
      text.match(/^(?<file>.+?)\((?<line>\d+),\d+\): error TS\d+: (?<message>.*)$/)?.groups ?? {};
    if (!file || !message) throw new Error(`The compiler says: ${text}`);
    return [{ file, line: Number(line), message }];
  });
}
