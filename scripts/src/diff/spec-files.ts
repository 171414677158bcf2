import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { History } from '../release/history.ts';
import { isMadeOf, packagesIn, parseManifest, publishedPackages, pythonSurfaceOf } from '../release/packages.ts';
import { run } from '../release/run.ts';
import { type CheckOptions, checkSpec, formatProblem, type Problem } from '../spec/check.ts';
import { type Vendor, vendorsIn } from '../vendors.ts';
import type { SpecPair } from './diff-specs.ts';
import { facadeReads } from './facade-reads.ts';
import { readAny } from './read-any.ts';

/** Says why specs cannot be compared. */
export class NotComparable extends Error {}

/** A pair, with how each side is called. */
export interface NamedPair extends SpecPair {
  /** Stands before the pointers of changes. */
  readonly prefix: string;
  readonly since: string;
}

/** What to compare: files, or for `from` also a commit. Default: each spec, with its last released state. */
export interface Sides {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** @throws NotComparable for what is neither a file nor a commit, and for a file that is no OpenAPI, with its place */
export async function pairsOf(root: string, { from, to }: Sides): Promise<NamedPair[]> {
  const vendors = await vendorsIn(root);
  const isFrom = from !== undefined && (await isFile(from));
  if (to !== undefined && !(await isFile(to))) throw new NotComparable(`--to: there is no file ${to}.`);
  if (isFrom && to === undefined) throw new NotComparable(`--to: say with which file to compare ${from}.`);
  if (isFrom && to !== undefined) {
    const vendor = vendorOf(vendors, to) ?? vendorOf(vendors, from);
    const facts = await released(root, vendor);
    const [before, after] = [await readFile(from, facts.vendor), await readFile(to, facts.vendor)];
    const refusals = [...before.refusals, ...after.refusals];
    return [{ ...facts, from: before.document, to: after.document, refusals, prefix: '', since: from }];
  }
  const known = to === undefined ? vendors : vendors.filter((vendor) => vendor === vendorOf(vendors, to));
  if (known.length === 0)
    throw new NotComparable(`--from: say with which file to compare ${to}, which is no spec of this repository.`);
  const commit = from === undefined ? undefined : commitOf(root, from);
  const pairs = await Promise.all(known.map((vendor) => pairSince(root, vendor, commit, from)));
  const gone = to === undefined ? await goneSince(root, vendors, commit, from) : [];
  return [...pairs.flat(), ...gone];
}

/** Pairs a spec with what it was at a commit, or when it was released last; a spec that is new since has no `from`. */
async function pairSince(
  root: string,
  vendor: Vendor,
  commit: string | undefined,
  name: string | undefined,
): Promise<NamedPair[]> {
  const file = relative(root, vendor.spec).replaceAll('\\', '/');
  const since = commit ?? (await releaseOf(root, file));
  if (since === undefined) return [];
  const before = new History(root).has(since, file) ? await readSpecAt(root, since, vendor.name) : undefined;
  const facts = await released(root, vendor);
  const rules = Object.keys(facts.python).length > 0 ? 'python' : 'generation';
  return [
    {
      ...facts,
      from: before,
      to: await readSpec(vendor.spec, { vendor: vendor.name, rules }),
      refusals: [],
      prefix: `${file}#`,
      since: name ?? since.slice(0, 9),
    },
  ];
}

/** The specs that a commit has, or the last release, and that are no more. */
async function goneSince(
  root: string,
  vendors: readonly Vendor[],
  commit: string | undefined,
  name: string | undefined,
): Promise<NamedPair[]> {
  const history = new History(root);
  const since = commit ?? (await lastVersion(root, history));
  if (since === undefined) return [];
  const all = history
    .filesIn(since, 'specs')
    .flatMap((file) => /^specs\/([^/]+)\/openapi\.yaml$/.exec(file)?.[1] ?? []);
  const gone = all.filter((vendor) => !vendors.some((one) => one.name === vendor));
  return Promise.all(
    gone.map(async (vendor) => {
      const manifest = history.read(since, `packages/${vendor}/package.json`);
      return {
        vendor,
        version: manifest === undefined ? '0.0.0' : parseManifest(manifest, vendor).version,
        python: await pythonPackages(root, vendor),
        facade: await facadeReads(root, vendor),
        from: await readSpecAt(root, since, vendor),
        to: undefined,
        refusals: [],
        prefix: `specs/${vendor}/openapi.yaml#`,
        since: name ?? since.slice(0, 9),
      };
    }),
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function vendorOf(vendors: readonly Vendor[], file: string): Vendor | undefined {
  return vendors.find(({ spec }) => resolve(file) === spec);
}

/** What is known of the packages of a vendor; a file of somebody else's is one before 1.0. */
async function released(
  root: string,
  vendor: Vendor | undefined,
): Promise<Pick<SpecPair, 'vendor' | 'version' | 'python' | 'facade'>> {
  if (vendor === undefined)
    return { vendor: 'vendor', version: '0.0.0', python: { python: '0.0.0' }, facade: undefined };
  const [client] = await packagesIn(root, `packages/${vendor.name}/package.json`);
  return {
    vendor: vendor.name,
    version: client?.manifest.version ?? '0.0.0',
    python: await pythonPackages(root, vendor.name),
    facade: await facadeReads(root, vendor.name),
  };
}

/** The versions of the Python packages that are made of a vendor's spec. */
async function pythonPackages(root: string, vendor: string): Promise<SpecPair['python']> {
  const [spec] = await packagesIn(root, `specs/${vendor}/package.json`);
  const made = (await packagesIn(root, 'packages/*/package.json')).flatMap(({ manifest }) => {
    const surface = pythonSurfaceOf(manifest);
    return spec && surface && isMadeOf(manifest, spec.manifest) ? [[surface, manifest.version]] : [];
  });
  return Object.fromEntries(made);
}

/** The last version commit; for a spec that it has not, and before the first, the commit that brought the spec. */
async function releaseOf(root: string, file: string): Promise<string | undefined> {
  const history = new History(root);
  const version = await lastVersion(root, history);
  return version !== undefined && history.has(version, file) ? version : history.introductionOf(file);
}

async function lastVersion(root: string, history: History): Promise<string | undefined> {
  return history.versionCommit((await publishedPackages(root)).map(({ folder }) => `${folder}/package.json`));
}

function commitOf(root: string, ref: string): string {
  const commit = new History(root).commitOf(ref);
  if (commit === undefined) throw new NotComparable(`--from: ${ref} is neither a file nor a commit.`);
  return commit;
}

async function readSpecAt(root: string, commit: string, vendor: string): Promise<OpenAPI3> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-spec-'));
  try {
    const archive = join(folder, 'spec.tar');
    await run('git', ['archive', '--output', archive, commit, `specs/${vendor}`], { cwd: root });
    await run('tar', ['-xf', archive, '-C', folder]);
    const checked = await checkSpec(join(folder, 'specs', vendor, 'openapi.yaml'), { vendor, rules: 'generation' });
    if (checked.ok) return checked.document;
    const named = checked.problems.map(({ file, ...problem }) => {
      return { ...problem, file: `${relative(folder, file).replaceAll('\\', '/')} at ${commit.slice(0, 9)}` };
    });
    throw notComparable(named);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Reads a spec of the workspace, from which its packages are generated. */
async function readSpec(file: string, options: CheckOptions): Promise<OpenAPI3> {
  const checked = await checkSpec(file, options);
  if (!checked.ok) throw notComparable(checked.problems);
  return checked.document;
}

async function readFile(file: string, vendor: string) {
  const read = await readAny(file, vendor);
  if (!read.ok) throw notComparable(read.problems);
  return read;
}

function notComparable(problems: readonly Problem[]): NotComparable {
  return new NotComparable(problems.map(formatProblem).join('\n'));
}
