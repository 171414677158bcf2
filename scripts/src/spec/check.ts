import { basename, dirname, resolve } from 'node:path';
import {
  bundle,
  type Config,
  type Document,
  detectSpec,
  lintDocument,
  type NormalizedProblem,
  type SpecVersion,
  YamlParseError,
} from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { circularReference } from './circular-reference.ts';
import { fileResolver, isOfGeneration, rulesConfig, shapeConfig } from './config.ts';
import { dropIncoming } from './incoming.ts';
import { type Problem, positionOf } from './problem.ts';

export { formatProblem, type Problem } from './problem.ts';

export type CheckedSpec =
  | { readonly ok: true; readonly document: OpenAPI3 }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The vendor whose client is generated (default: the name of the folder), and which rules hold (default: all). */
export interface CheckOptions {
  readonly vendor?: string | undefined;
  readonly rules?: 'all' | 'generation' | 'python';
}

/**
 * Checks a spec against OpenAPI 3.1 and the rules of `specs/README.md`: all, or only those without which wrong code
 * would be generated. A clean one comes back as one document: what it takes from other files is in its components, and
 * references within it are kept. Whatever is wrong with the file is a problem, never an exception.
 */
export async function checkSpec(file: string, options: CheckOptions = {}): Promise<CheckedSpec> {
  const path = resolve(file);
  const read = await readDocument(path);
  if (!read.ok) return read;
  if (read.version !== 'oas3_1') {
    const message = 'A spec is OpenAPI 3.1: start it with "openapi: 3.1.0".';
    return { ok: false, problems: [{ file: path, line: 1, column: 1, rule: 'openapi-version', message }] };
  }
  const vendor = options.vendor ?? basename(dirname(path));
  return checkDocument(() => readFile(path), { ...options, vendor });
}

/** Checks a document that `load` gives afresh each time, since Redocly changes what it reads. */
export async function checkDocument(
  load: () => Promise<Document>,
  { vendor = '', rules = 'all' }: CheckOptions,
): Promise<CheckedSpec> {
  const shape = await shapeConfig();
  const malformed = await lint(await load(), shape);
  if (malformed.length > 0) return { ok: false, problems: malformed };

  const judged = await load();
  if (rules !== 'all') dropIncoming(judged.parsed);
  const problems = await lint(judged, await rulesConfig(vendor, rules === 'all' ? 'house' : rules));
  if (problems.length > 0) return { ok: false, problems };

  const bundled = await bundle({ doc: await load(), config: shape, externalRefResolver: fileResolver() });
  const document = bundled.bundle.parsed;
  if (bundled.problems.length > 0 || !isOpenApi31(document)) {
    return { ok: false, problems: bundled.problems.map(toProblem) };
  }
  return { ok: true, document };
}

export type ReadDocument =
  | { readonly ok: true; readonly document: Document; readonly version: SpecVersion }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a file of YAML or JSON whose references do not lead in circles, and says what it is. */
export async function readDocument(path: string): Promise<ReadDocument> {
  try {
    const document = await readFile(path);
    const circular = circularReference(document.parsed);
    if (circular === undefined) return { ok: true, document, version: detectSpec(document.parsed) };
    const place = positionOf({ source: document.source, pointer: circular });
    const message = 'This $ref leads back to itself: point it to a node.';
    return { ok: false, problems: [{ ...place, rule: 'circular-reference', message }] };
  } catch (error) {
    const { line, col } = error instanceof YamlParseError ? error : { line: 1, col: 1 };
    const message = withoutPlace(oneLine(error instanceof Error ? error.message : String(error)));
    return {
      ok: false,
      problems: [{ file: path, line: line || 1, column: col || 1, rule: 'unreadable', message }],
    };
  }
}

/** Checks that a document is OpenAPI, of the version that it says. */
export async function lintShape(document: Document): Promise<Problem[]> {
  return lint(document, await shapeConfig());
}

async function readFile(path: string): Promise<Document> {
  const document = await fileResolver().resolveDocument(null, path, true);
  if (document instanceof Error) throw document;
  return document;
}

export function isOpenApi31(document: unknown): document is OpenAPI3 {
  return detectSpec(document) === 'oas3_1';
}

async function lint(document: Document, config: Config): Promise<Problem[]> {
  const problems = (await problemsIn(document, config)).map(toProblem);
  // A component is met once for every operation that uses it, and the house has nothing to add where no code can be.
  const refused = new Set(problems.filter(({ rule }) => isOfGeneration(rule)).map(placeOf));
  const distinct = new Map(
    problems
      .filter((problem) => isOfGeneration(problem.rule) || !refused.has(placeOf(problem)))
      .map((problem) => [JSON.stringify(problem), problem]),
  );
  return [...distinct.values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

async function problemsIn(document: Document, config: Config): Promise<readonly NormalizedProblem[]> {
  try {
    return await lintDocument({ document, config, externalRefResolver: fileResolver() });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'Its schemas lead to each other in too long a chain to be followed: split the chain.';
    const location = { source: document.source, pointer: '#/', reportOnKey: false };
    return [{ ruleId: 'endless', severity: 'error', message, suggest: [], location: [location] }];
  }
}

function placeOf({ file, line, column }: Problem): string {
  return `${file}:${line}:${column}`;
}

function toProblem({ ruleId, message, suggest, location: [location] }: NormalizedProblem): Problem {
  if (location === undefined) throw new TypeError(`The rule ${ruleId} reported no location.`);
  const hint = suggest[0] === undefined ? '' : ` Did you mean "${suggest[0]}"?`;
  const { pointer } = location;
  return { ...positionOf(location), rule: ruleId, message: oneLine(message) + hint, pointer };
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}

/** The YAML parser ends its messages with a file and a place, which a problem has anyway. */
function withoutPlace(message: string): string {
  return message.replace(/ in "[^"]*" \(\d+:\d+\)$/, '');
}
