import { relative } from 'node:path';
import {
  escapePointerFragment,
  getLineColLocation,
  type LocationObject,
  Source,
  unescapePointerFragment,
} from '@redocly/openapi-core';

/** Something in a spec that has to change. Line and column count from 1; the file is an absolute path. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
  /** The JSON pointer of the node; absent where there is none, as in a file that cannot be read. */
  readonly pointer?: string | undefined;
}

export type Position = Pick<Problem, 'file' | 'line' | 'column'>;

/** The text of a document whose paths have other names by now; the names that they have in the text, by the new ones. */
export class RenamedSource extends Source {
  readonly paths: ReadonlyMap<string, string>;

  constructor({ absoluteRef, body }: Source, paths: ReadonlyMap<string, string>) {
    super(absoluteRef, body);
    this.paths = paths;
  }
}

function writtenPointer(source: Source, pointer: string): string {
  if (!(source instanceof RenamedSource)) return pointer;
  return pointer.replace(/(?<=^#\/paths\/)[^/]+/, (token) => {
    const path = source.paths.get(unescapePointerFragment(token));
    return path === undefined ? token : escapePointerFragment(path);
  });
}

export function positionOf(location: LocationObject): Position {
  // Redocly decodes pointers that it has not encoded, and so finds nothing below a path such as "/a%20b".
  const { pointer } = location;
  const at =
    pointer === undefined
      ? location
      : { ...location, pointer: writtenPointer(location.source, pointer).replaceAll('%', '%25') };
  const { line, col } = getLineColLocation(at).start;
  return { file: location.source.absoluteRef, line, column: col };
}

/** `specs/brandlovers/openapi.yaml:12:3`, relative to the working directory. */
export function formatPosition({ file, line, column }: Position): string {
  return `${relative(process.cwd(), file)}:${line}:${column}`;
}

/** `specs/brandlovers/openapi.yaml:12:3 rule-id message`, the path relative to the working directory. */
export function formatProblem(problem: Problem): string {
  return `${formatPosition(problem)} ${problem.rule} ${problem.message}`;
}
