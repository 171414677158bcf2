import { resolve } from 'node:path';
import { bundle, type Source } from '@redocly/openapi-core';
import { lintShape, readDocument } from '../spec/check.ts';
import { fileResolver, shapeConfig } from '../spec/config.ts';
import { formatPosition, type Problem, positionOf } from '../spec/problem.ts';
import { referByMapping } from './discriminators.ts';
import type { Node, Note } from './node.ts';
import { isOldWord, upgradeFrom30, upgradeWords } from './upgrade.ts';

export type ForeignDocument =
  | {
      readonly ok: true;
      /** The document as OpenAPI 3.1, with what it takes from other files. */
      readonly document: Node;
      /** As it is written. */
      readonly original: Node;
      readonly source: Source;
      /** All files that it is made of. */
      readonly files: ReadonlySet<string>;
      /** What is written otherwise than in the document, each with its place there. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads somebody else's OpenAPI 3.0 or 3.1, in YAML or JSON, with the files next to it. */
export async function readForeign(file: string): Promise<ForeignDocument> {
  const path = resolve(file);
  const read = await readDocument(path);
  if (!read.ok) return read;
  const { version, document } = read;
  const { source } = document;
  if (version !== 'oas3_0' && version !== 'oas3_1') {
    return { ok: false, problems: [{ file: path, line: 1, column: 1, rule: 'openapi-version', message: VERSION }] };
  }
  const notes: string[] = [];
  const note: Note = (at, text) => notes.push(notedIn(source, at, text));
  const original = asNode(document.parsed);
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
  return {
    ok: true,
    document: upgrade(asNode(bundled.parsed), note),
    original,
    source,
    files: fileDependencies,
    notes,
  };
}

/** Says what is written otherwise, with its place. */
export function notedIn(source: Source, at: string, text: string): string {
  return `${formatPosition(positionOf({ source, pointer: at, reportOnKey: true }))} ${text}`;
}

/** A copy of a document, since it is changed in place, by Redocly too. */
export function asNode(document: unknown): Node {
  return { ...Object(structuredClone(document)) };
}

const VERSION = 'Convert it to OpenAPI 3.0 or 3.1, for example Swagger 2.0 with https://converter.swagger.io.';
