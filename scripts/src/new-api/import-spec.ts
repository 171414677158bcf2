import { basename, dirname, resolve } from 'node:path';
import { bundle, type Document, dequal, type Source, stringifyYaml } from '@redocly/openapi-core';
import { checkDocument, lintShape, readDocument } from '../spec/check.ts';
import { fileResolver, shapeConfig } from '../spec/config.ts';
import { formatPosition, type Problem, positionOf, RenamedSource } from '../spec/problem.ts';
import { listSuccesses } from './answers.ts';
import { describeBodies, describeParameters } from './bodies.ts';
import { nameComponents } from './component-names.ts';
import { keepCredentials, sendAsBearer } from './credentials.ts';
import { referByMapping, sayByConst } from './discriminators.ts';
import { type Node, type Normaliser, type Note, operationsIn } from './node.ts';
import { requireBothWays } from './one-way.ts';
import { componentsOf, leaveOut, nameOperations } from './operations.ts';
import { separateNames } from './paths.ts';
import { writeSchemas } from './schemas.ts';
import { listServers, useServer } from './servers.ts';
import { openUnions } from './unions.ts';
import { isOldWord, upgradeFrom30, upgradeWords } from './upgrade.ts';

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
  const read = await readDocument(path);
  if (!read.ok) return read;
  const { version } = read;
  let { source }: { source: Source } = read.document;
  const refuse = (rule: string, message: string): ImportedSpec => ({
    ok: false,
    problems: [{ file: path, line: 1, column: 1, rule, message }],
  });
  const notes: string[] = [];
  const note: Note = (at, text) =>
    notes.push(`${formatPosition(positionOf({ source, pointer: at, reportOnKey: true }))} ${text}`);

  if (version !== 'oas3_0' && version !== 'oas3_1') return refuse('openapi-version', VERSION);
  const original = asNode(read.document.parsed);
  const parsed = asNode(original);
  referByMapping(parsed, note);
  const malformed = await lintShape({ source, parsed: asNode(parsed) });
  const lasting = version === 'oas3_1' ? malformed.filter((problem) => !isOldWord(problem)) : malformed;
  if (lasting.length > 0) return { ok: false, problems: lasting };

  const { bundle: bundled, fileDependencies } = await bundle({
    doc: { source, parsed: asNode(parsed) },
    config: await shapeConfig(),
    externalRefResolver: fileResolver(),
  });
  const upgrade = version === 'oas3_0' ? upgradeFrom30 : upgradeWords;
  const document = upgrade(asNode(bundled.parsed), note);
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
  const isAlone = [...fileDependencies].every((dependency) => dependency === path);
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

/** A copy of a document, since it is changed in place, by Redocly too. */
function asNode(document: unknown): Node {
  return { ...Object(structuredClone(document)) };
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

const VERSION =
  'A client is generated from OpenAPI 3.0 or 3.1: convert the document, for example Swagger 2.0 with https://converter.swagger.io.';
