import type { JsonObject } from '../json.ts';
import type { Credential } from './credential.ts';
import type { Paging } from './paging.ts';
import type { Violation } from './violation.ts';

/** One operation of a spec, compiled: how it is reached, what it accepts and what it may answer. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** The template of its path, below the base path. */
  readonly path: string;
  /** The path's parameters, still encoded, where a path below the base path is this operation's. */
  matchPath(path: string): Readonly<Record<string, string>> | undefined;
  /** The ways to send a credential, of which a caller takes one; none where none is needed. */
  readonly credentials: readonly Credential[];
  /** The parameters of the query and the headers; a credential is none of them. */
  readonly parameters: readonly DeclaredParameter[];
  /** The names of the query's parameters that page a list. */
  readonly pagingParameters: readonly string[];
  /** The documented statuses, ascending. */
  readonly statuses: readonly number[];
  /** The first of them that says that the request was done; `undefined` where none does. */
  readonly success: number | undefined;
  /** Media types of the request body that are read; none where the operation takes no body. */
  readonly consumes: readonly string[];
  /** Media type of a status's body; `undefined` where it has none. */
  produces(status: number): string | undefined;
  /** The spec's own example of a status's body; `undefined` where it has no body or no example. */
  example(status: number): unknown;
  /** Tells whether a status is documented, and has an example if it has a body. */
  canAnswer(status: number): boolean;
  checkRequest(parts: RequestParts): CheckedRequest | Violation;
  /** Judges what is about to be sent; `body` is `undefined` for none. */
  checkResponse(status: number, body: unknown): Violation | undefined;
}

/** A parameter of the query or the headers; the name of a header in small letters. */
export interface DeclaredParameter {
  readonly in: 'query' | 'header';
  readonly name: string;
}

export interface RequestParts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
  /** The parsed body, `undefined` for none. */
  readonly body: unknown;
}

/** Request values with the types that the spec gives them. */
export interface CheckedRequest {
  readonly path: JsonObject;
  readonly query: JsonObject;
  /** Of the headers those that the operation declares, by their names in small letters. */
  readonly header: JsonObject;
  readonly body: unknown;
  /** How the operation is paged, where it is. */
  readonly paging: Paging | undefined;
}
