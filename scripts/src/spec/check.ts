import { basename, dirname, resolve } from 'node:path';
import {
  type BaseResolver,
  bundle,
  type Config,
  type Document,
  detectSpec,
  lintDocument,
  type NormalizedProblem,
  YamlParseError,
} from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { circularReference } from './circular-reference.ts';
import { fileResolver, fullConfig, shapeConfig } from './config.ts';
import { type Problem, positionOf } from './problem.ts';

export { formatProblem, type Problem } from './problem.ts';

export type CheckedSpec =
  | { readonly ok: true; readonly document: OpenAPI3 }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Checks a spec against OpenAPI 3.1 and the rules of `specs/README.md`. A clean one comes back as one document: what
 * it takes from other files is in its components, and references within it are kept. Whatever is wrong with the file
 * is a problem, never an exception.
 *
 * @param vendor whose client is generated; default: the name of the folder
 */
export async function checkSpec(file: string, vendor?: string): Promise<CheckedSpec> {
  const path = resolve(file);
  const unreadable = await problemOfReading(path);
  if (unreadable !== undefined) return { ok: false, problems: [unreadable] };

  for (const config of [await shapeConfig(), await fullConfig(vendor ?? basename(dirname(path)))]) {
    const problems = await lint(path, config);
    if (problems.length > 0) return { ok: false, problems };
  }
  const bundled = await bundle({ ref: path, config: await shapeConfig(), externalRefResolver: fileResolver() });
  const document = bundled.bundle.parsed;
  if (bundled.problems.length > 0 || !isOpenApi31(document)) {
    return { ok: false, problems: bundled.problems.map(toProblem) };
  }
  return { ok: true, document };
}

async function problemOfReading(path: string): Promise<Problem | undefined> {
  try {
    const { parsed, source } = await read(path, fileResolver());
    const circular = circularReference(parsed);
    if (circular !== undefined) {
      const place = positionOf({ source, pointer: circular });
      return { ...place, rule: 'circular-reference', message: 'This $ref leads back to itself: point it to a node.' };
    }
    if (isOpenApi31(parsed)) return undefined;
    const message = 'A spec is OpenAPI 3.1: start it with "openapi: 3.1.0".';
    return { file: path, line: 1, column: 1, rule: 'openapi-version', message };
  } catch (error) {
    const { line, col } = error instanceof YamlParseError ? error : { line: 1, col: 1 };
    const message = error instanceof Error ? error.message : String(error);
    return {
      file: path,
      line: line || 1,
      column: col || 1,
      rule: 'unreadable',
      message: withoutPlace(oneLine(message)),
    };
  }
}

async function read(path: string, resolver: BaseResolver): Promise<Document> {
  const document = await resolver.resolveDocument(null, path, true);
  if (document instanceof Error) throw document;
  return document;
}

function isOpenApi31(document: unknown): document is OpenAPI3 {
  return detectSpec(document) === 'oas3_1';
}

async function lint(path: string, config: Config): Promise<Problem[]> {
  const externalRefResolver = fileResolver();
  const document = await read(path, externalRefResolver);
  const problems = (await lintDocument({ document, config, externalRefResolver })).map(toProblem);
  // A component is met once for every operation that uses it.
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...distinct.values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

function toProblem({ ruleId, message, suggest, location: [location] }: NormalizedProblem): Problem {
  if (location === undefined) throw new TypeError(`The rule ${ruleId} reported no location.`);
  const hint = suggest[0] === undefined ? '' : ` Did you mean "${suggest[0]}"?`;
  return { ...positionOf(location), rule: ruleId, message: oneLine(message) + hint };
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}

/** The YAML parser ends its messages with a file and a place, which a problem has anyway. */
function withoutPlace(message: string): string {
  return message.replace(/ in "[^"]*" \(\d+:\d+\)$/, '');
}
