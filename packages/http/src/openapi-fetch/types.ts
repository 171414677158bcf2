import type { Client, MiddlewareCallbackParams } from 'openapi-fetch';
import type { VoidResult } from '../answer.ts';
import type { Closed } from '../closed.ts';
import type { TicketbridgeError } from '../error.ts';
import type { CallOptions } from '../options.ts';

type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

/** The `paths` of any document. */
export type AnyPaths = Record<string, Record<Method, object>>;

type BodyOf<Response> = Response extends { readonly content: infer Content extends object }
  ? Content[keyof Content]
  : never;
type StatusOf<Responses> = Extract<keyof Responses, number>;
type StatusesFrom<Responses, Digit extends number> = {
  [S in StatusOf<Responses>]: `${S}` extends `${Digit}${string}` ? S : never;
}[StatusOf<Responses>];
type SuccessOf<Responses> = StatusesFrom<Responses, 2>;
type RefusalOf<Responses> = StatusesFrom<Responses, 4 | 5>;
type Json<Body> = { content: { 'application/json': Body } };

type ValueOf<Responses> = {
  [S in SuccessOf<Responses>]: [BodyOf<Responses[S]>] extends [never] ? VoidResult : BodyOf<Responses[S]>;
}[SuccessOf<Responses>];
type RefusalValueOf<Responses> = [RefusalOf<Responses>] extends [never]
  ? never
  : BodyOf<Responses[RefusalOf<Responses>]> | TicketbridgeError;
/** Text for an open enum, of which openapi-fetch's types (0.17) would make an object. */
type Plain<T> = T extends string
  ? string extends T
    ? string
    : T
  : T extends object
    ? { [K in keyof T]: Plain<T[K]> }
    : T;
type Answered<Responses> = { 200: Json<Plain<ValueOf<Responses>>> } & ([RefusalOf<Responses>] extends [never]
  ? unknown
  : { default: Json<Plain<Exclude<RefusalValueOf<Responses>, TicketbridgeError>> | TicketbridgeError> });

/**
 * The generated `paths` as a client answers them, for openapi-fetch's types and the libraries around it: a success without
 * a documented body is a {@link VoidResult}, and a documented refusal is the documented body or the
 * {@link TicketbridgeError}.
 */
export type AnsweredPaths<Paths> = {
  [Path in keyof Paths]: {
    [M in keyof Paths[Path]]: {
      [K in keyof Paths[Path][M]]: K extends 'responses'
        ? Answered<Paths[Path][M][K]>
        : K extends 'requestBody'
          ? Plain<Paths[Path][M][K]>
          : Paths[Path][M][K];
    };
  };
};

/** The paths that have a method. */
type PathsWith<Paths, M> = {
  [Path in keyof Paths]: M extends keyof Paths[Path]
    ? Paths[Path][M] extends { responses: unknown }
      ? Path
      : never
    : never;
}[keyof Paths];
/** Those among them whose operation needs no `init`. */
type BarePaths<Paths, M> = {
  [Path in PathsWith<Paths, M>]: object extends Init<Paths, Path, M> ? Path : never;
}[PathsWith<Paths, M>];

type OperationOf<Paths, Path extends keyof Paths, M> = M extends keyof Paths[Path] ? Paths[Path][M] : never;
type JsonOf<T> = T extends { readonly content: { readonly 'application/json': infer Body } } ? Body : never;
type ParamsOf<Operation> = Operation extends { readonly parameters: infer Params }
  ? object extends Params
    ? { readonly params?: Params | undefined }
    : { readonly params: Params }
  : unknown;
type BodyOption<Operation> = Operation extends { readonly requestBody: infer Body }
  ? { readonly body: JsonOf<Body> }
  : Operation extends { readonly requestBody?: infer Body }
    ? { readonly body?: JsonOf<Body> | undefined }
    : unknown;
type Init<Paths, Path extends keyof Paths, M> = ParamsOf<OperationOf<Paths, Path, M>> &
  BodyOption<OperationOf<Paths, Path, M>> &
  CallOptions;

type Result<Operation> = Operation extends { readonly responses: infer Responses }
  ?
      | { readonly data: ValueOf<Responses>; readonly error?: never; readonly response: Response }
      | { readonly data?: never; readonly error: RefusalValueOf<Responses>; readonly response: Response }
  : never;

// An interface of several signatures is compared with their type parameters erased, so that libraries take this client for
// openapi-fetch's, although each of its signatures admits less.
interface Call<Paths, M> {
  <Path extends BarePaths<Paths, M>>(path: Path, init?: undefined): Promise<Result<OperationOf<Paths, Path, M>>>;
  <Path extends PathsWith<Paths, M>, I extends Init<Paths, Path, M>>(
    path: Path,
    init: Closed<I, Init<Paths, Path, M>>,
  ): Promise<Result<OperationOf<Paths, Path, M>>>;
}

interface AnyCall<Paths> {
  <M extends Method, Path extends BarePaths<Paths, M>>(
    method: M,
    path: Path,
    init?: undefined,
  ): Promise<Result<OperationOf<Paths, Path, M>>>;
  <M extends Method, Path extends PathsWith<Paths, M>, I extends Init<Paths, Path, M>>(
    method: M,
    path: Path,
    init: Closed<I, Init<Paths, Path, M>>,
  ): Promise<Result<OperationOf<Paths, Path, M>>>;
}

type Nothing = ReturnType<() => void>;
type Observe<Given = unknown> = (options: MiddlewareCallbackParams & Given) => Nothing | Promise<Nothing>;
interface Observers {
  onRequest: Observe;
  onResponse: Observe<{ readonly response: Response }>;
  onError: Observe<{ readonly error: unknown }>;
}

/** A middleware that observes: its functions, of which it has at least one, give nothing back. */
export type Observer = { [K in keyof Observers]: Pick<Observers, K> & Partial<Observers> }[keyof Observers];

type Calls<Paths> = { readonly [M in Method as Uppercase<M>]: Call<Paths, M> };

/**
 * openapi-fetch's client for the generated `paths`, without what would go around this project's own way of a call: its
 * `init` has `params`, `body` and the options of a call. Where a library takes openapi-fetch's `Client`, it takes this.
 */
export type FetchClient<Paths extends object> = Omit<Calls<Paths>, 'TRACE'> & {
  /** openapi-fetch's own, by which a compiler finds `Paths`; no client can send it. */
  readonly TRACE: Client<AnsweredPaths<Paths>>['TRACE'];
  readonly request: AnyCall<Paths>;
  use(...observers: Observer[]): void;
  eject(...observers: Observer[]): void;
};
