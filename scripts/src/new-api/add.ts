import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument } from '../generate/document.ts';
import { generateFiles } from '../generate/files.ts';
import { readOperations } from '../generate/model.ts';
import { run } from '../release/run.ts';
import { checkSpec, formatProblem, type Problem } from '../spec/check.ts';
import { isOfGeneration } from '../spec/config.ts';
import { importSpec } from './import-spec.ts';
import { checkName } from './name.ts';
import { clientFiles, specManifest } from './packages.ts';
import { CONTRACT_TESTS, changesetOf, LOCKFILE, packagesOf, update } from './places.ts';
import { changeset, clientReadme, clientTest, type Imported, specReadme } from './texts.ts';
import { Tree } from './tree.ts';
import { recordOf, writtenNow } from './written.ts';

export interface Wanted {
  readonly root: string;
  readonly name: string;
  /** The spec, OpenAPI 3.0 or 3.1. */
  readonly file: string;
  /** The URL of the only server; default: those of the spec. */
  readonly server?: string | undefined;
  /** The names of the security schemes whose token travels as a bearer token. */
  readonly bearer?: readonly string[] | undefined;
  /** The ids of the operations that are left out. */
  readonly without?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * Makes the packages of a vendor from its spec, and resolves to what to tell.
 *
 * @throws Error for a name or a spec that cannot be had; whatever is thrown, the workspace is as it was
 */
export async function addVendor({ root, name, file, signal, ...wishes }: Wanted): Promise<readonly string[]> {
  await checkName(root, name);
  const { text, imported, generated } = await readVendor(file, { ...wishes, vendor: name });
  const spec = {
    'openapi.yaml': text,
    'package.json': await specManifest(root, name),
    'README.md': specReadme(imported),
  };
  const client = {
    ...(await clientFiles(root, imported)),
    ...generated,
    'README.md': clientReadme(imported),
    'test/client.test.ts': clientTest(imported),
  };

  await using tree = new Tree(root);
  await tree.protect(LOCKFILE);
  await tree.addFolder(`specs/${name}`, spec);
  await tree.addFolder(`packages/${name}`, client);
  await tree.changeFile(changesetOf(name), () => changeset(imported));
  await tree.changeDevDependencies(CONTRACT_TESTS, packagesOf(name), 'add');
  await run('pnpm', ['exec', 'biome', 'check', '--write', `packages/${name}`, `specs/${name}`], { cwd: root, signal });
  const record = await writtenNow(root, name);
  await tree.changeFile(recordOf(name), () => record);
  await update(root, signal);
  await tree.keep();
  return report(imported);
}

/** Imports a spec and generates from it, in memory: what can be refused is refused here. */
async function readVendor(
  file: string,
  options: { readonly vendor: string } & Pick<Wanted, 'server' | 'bearer' | 'without'>,
): Promise<{ text: string; imported: Imported; generated: Readonly<Record<string, string>> }> {
  const result = await importSpec(file, options);
  if (!result.ok) throw refusalOf(result.problems);
  const checked = await readText(result.text, options.vendor);
  const document = asDocument(checked);
  const operations = readOperations(document);
  if (operations.length === 0) throw new Error('Nothing is written: the spec has no operation.');
  // Where the spec lies is nobody's business but of whoever imports it.
  const here = `${relative(process.cwd(), dirname(file))}/`;
  const notes = result.notes.map((note) => note.replace(here, ''));
  const title = document.info.title.replaceAll(/\s+/g, ' ').trim();
  const imported = { name: options.vendor, title, document, operations, source: basename(file), notes };
  return { text: result.text, imported, generated: await generateFiles(options.vendor, checked) };
}

/** Reads an imported spec as it will be read from its folder. */
async function readText(text: string, vendor: string): Promise<OpenAPI3> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-new-api-'));
  try {
    await writeFile(join(folder, 'openapi.yaml'), text);
    const checked = await checkSpec(join(folder, 'openapi.yaml'), { vendor, rules: 'generation' });
    if (!checked.ok) throw refusalOf(checked.problems);
    return checked.document;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function refusalOf(problems: readonly Problem[]): Error {
  const isOfCode = problems.some(({ rule }) => isOfGeneration(rule));
  const lines = [
    `Nothing is written, since ${isOfCode ? 'wrong code would be generated from this spec' : 'the spec cannot be imported'}:`,
    ...problems.map(formatProblem),
    ...(isOfCode ? ['An operation that nobody needs can be left out: --without OPERATION_ID.'] : []),
  ];
  return new Error(lines.join('\n'));
}

function report({ name, title, operations, notes }: Imported): string[] {
  return [
    ...notes.map((note) => `changed  ${note}`),
    `made     specs/${name}: ${title}, ${operations.length} operations`,
    `made     packages/${name}: @ticketbridge/${name}, a client with a README, a first test and its api.md`,
    `made     ${changesetOf(name)}`,
    'edited   packages/contract-tests/package.json, whose tests walk it now, and pnpm-lock.yaml',
    `next     read packages/${name}/api.md and its README, then: pnpm test`,
    '         name it in the table of README.md',
    `         specs/${name}/README.md says how its documentation comes up to the house rules`,
    `undo     pnpm new:api ${name} --remove`,
  ];
}
