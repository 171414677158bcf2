import { basename, dirname, resolve } from 'node:path';
import { type Document, dequal, stringifyYaml } from '@redocly/openapi-core';
import { checkDocument } from '../spec/check.ts';
import { type Problem, RenamedSource } from '../spec/problem.ts';
import { listSuccesses } from './answers.ts';
import { describeBodies, describeParameters } from './bodies.ts';
import { nameComponents } from './component-names.ts';
import { keepCredentials, sendAsBearer } from './credentials.ts';
import { sayByConst } from './discriminators.ts';
import { type Node, type Normaliser, type Note, operationsIn } from './node.ts';
import { requireBothWays } from './one-way.ts';
import { componentsOf, leaveOut, nameOperations } from './operations.ts';
import { separateNames } from './paths.ts';
import { asNode, notedIn, readForeign } from './read-foreign.ts';
import { writeSchemas } from './schemas.ts';
import { listServers, useServer } from './servers.ts';
import { openUnions } from './unions.ts';

export interface ImportOptions {
  /** The URL of the only server; default: those of the document that a client can call. */
  readonly server?: string | undefined;
  /** The names of the security schemes whose token travels as a bearer token, as that of oauth2 mostly does. */
  readonly bearer?: readonly string[] | undefined;
  /** The ids of the operations that are left out. */
  readonly without?: readonly string[] | undefined;
  /** Whose client will be generated; default: the name of the folder. */
  readonly vendor?: string | undefined;
}

export type ImportedSpec =
  | {
      readonly ok: true;
      /** The `openapi.yaml` from which a client can be generated. */
      readonly text: string;
      /** What is written otherwise than in the document, each with its place there. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** In this order: later ones rely on what earlier ones have written. */
const normalisers: readonly Normaliser[] = [
  nameComponents,
  nameOperations,
  listServers,
  keepCredentials,
  listSuccesses,
  describeBodies,
  writeSchemas,
  sayByConst,
  openUnions,
  requireBothWays,
  describeParameters,
  separateNames,
];

/**
 * Reads somebody else's OpenAPI 3.0 or 3.1, in YAML or JSON, with the files next to it, and writes it as the spec of one
 * of our clients: as OpenAPI 3.1 and in the one of several ways of writing that the generator reads. What cannot be
 * generated right is a problem, with its place in the document. A single YAML file that needs no change comes back as
 * it is.
 */
export async function importSpec(file: string, options: ImportOptions = {}): Promise<ImportedSpec> {
  const path = resolve(file);
  const read = await readForeign(path);
  if (!read.ok) return read;
  const { document, original } = read;
  let { source } = read;
  const notes = [...read.notes];
  const note: Note = (at, text) => notes.push(notedIn(source, at, text));
  const refuse = (rule: string, message: string): ImportedSpec => ({
    ok: false,
    problems: [{ file: path, line: 1, column: 1, rule, message }],
  });
  if (options.server !== undefined) useServer(document, options.server, note);
  const unknown = sendAsBearer(document, options.bearer ?? [], note);
  if (unknown !== undefined)
    return refuse('bearer', `There is no security scheme ${unknown} to send as a bearer token.`);
  const paths = pathsOf(document);
  for (const normalise of normalisers) normalise(document, note);
  source = new RenamedSource(source, new Map(pathsOf(document).map((path, index) => [path, paths[index] ?? path])));
  const [missing] = leaveOut(document, options.without ?? [], note);
  if (missing !== undefined) {
    const ids = operationsIn(document).map(({ node }) => node.operationId);
    return refuse('without', `There is no operation ${missing} to leave out: there are ${ids.join(', ')}.`);
  }
  if (operationsIn(document).length === 0) return refuse('operations', 'The document has no operation to call.');

  const load = async (): Promise<Document> => ({ source, parsed: asNode(document) });
  const vendor = options.vendor ?? basename(dirname(path));
  const checked = await checkDocument(load, { vendor, rules: 'generation' });
  if (!checked.ok) return { ok: false, problems: offeringToLeaveOut(checked.problems, document).map(offeringOption) };
  const isAlone = [...read.files].every((dependency) => dependency === path);
  const isYaml = !source.body.trimStart().startsWith('{');
  const isAsItWas = isAlone && isYaml && dequal(document, original);
  return { ok: true, text: isAsItWas ? source.body : stringifyYaml(document, { lineWidth: 120, noRefs: true }), notes };
}

/** The paths of a document, in their order. */
function pathsOf({ paths }: Node): string[] {
  return Object.keys(Object(paths));
}

/** What a document does not say as a client needs it, an option of the command can. */
function offeringOption(problem: Problem): Problem {
  const { rule, message, pointer = '' } = problem;
  const [, scheme] = /^#\/components\/securitySchemes\/([^/]+)\/type$/.exec(pointer) ?? [];
  const isServer = rule === 'no-empty-servers' || (rule === 'ticketbridge/servers' && pointer.startsWith('#/servers'));
  const option = isServer ? '--server URL' : scheme && /oauth2|openIdConnect/.test(message) && `--bearer ${scheme}`;
  return option ? { ...problem, message: `${message} Or say it beside the document: ${option}.` } : problem;
}

/** A problem of a few operations need not keep the others from being generated. */
function offeringToLeaveOut(problems: readonly Problem[], document: Node): Problem[] {
  const operations = operationsIn(document).map(({ node, at }) => ({ at, node, used: componentsOf(document, node) }));
  return problems.map((problem) => {
    const [component] = /^#\/components\/\w+\/[^/]+/.exec(problem.pointer ?? '') ?? [];
    const concerned = operations.filter(({ at, used }) =>
      component === undefined ? `${problem.pointer}/`.startsWith(`${at}/`) : used.has(component),
    );
    if (concerned.length === 0 || concerned.length > 3) return problem;
    const ids = concerned.map(({ node }) => node.operationId).join(' and ');
    return { ...problem, message: `${problem.message} Or leave ${ids} out.` };
  });
}
