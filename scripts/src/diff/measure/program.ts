import { quoted } from '../../generate/text.ts';

/** A line of a program, with JSON pointers into the old document to what it rests on, the most specific first. */
export interface Line {
  readonly text: string;
  readonly about: readonly string[];
}

/** A consumer program: the lines of an async function. {@link prologue} says what they can use. */
export interface Program {
  readonly name: string;
  readonly surface: 'client' | 'facade';
  /** False where it relies on what is not promised. */
  readonly promised: boolean;
  readonly lines: readonly Line[];
}

/** An expression for a property of what an expression stands for. */
export function property(of: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${of}.${name}` : `${of}[${quoted(name)}]`;
}

/** As {@link property}, of what may be absent. */
export function optionalProperty(of: string, name: string): string {
  return property(`${of}?.`, name).replace('?..', '?.');
}

/** What every program can use: the package's entries, and a value and a place of any type. */
export function prologue(operations: string, hasFacade: boolean): string[] {
  return [
    "import * as client from './src/generated/index.ts';",
    "import * as fetching from './src/generated/openapi-fetch.ts';",
    ...(hasFacade ? ["import * as facade from './facade/index.ts';"] : []),
    `type Operations = client.${operations};`,
    'type Answer<Id extends keyof Operations> = Awaited<ReturnType<Operations[Id]>>;',
    'type Known<E> = E extends string ? (string extends E ? never : E) : never;',
    'declare function value<T>(): T;',
    'declare function take<T>(given: T): void;',
    'declare const api: Operations;',
  ];
}
