import type { ErrorKind } from './error.ts';

/**
 * The JavaScript type that a value must have: the name of a primitive (`string`, `integer`, `number`, `boolean`, `null`,
 * several joined by `|`) or `unknown`, a list of one item shape, or the fields of an object.
 */
export type Shape = string | readonly [Shape] | Fields;

/** Fields by name. A name that ends in `?` is optional; `*` stands for every name that is not listed. */
export interface Fields {
  readonly [name: string]: Shape;
}

/** The way in which a credential is sent, as generated from a security scheme of the spec. */
export interface CredentialForm {
  /** The client's option that gives the secret. */
  readonly option: string;
  readonly in: 'header' | 'query';
  readonly name: string;
  /** Precedes the secret, such as `Bearer `. */
  readonly prefix?: string;
}

/**
 * Says what a secret must be, in words that follow "must be"; tells whether a value is one, or a function that may give
 * one; writes one as it is sent.
 */
export type SecretScheme = readonly [
  expected: string,
  holds: (value: unknown) => boolean,
  write: (secret: string) => string,
];

/** One operation of an API, as generated from its spec. */
export interface Operation {
  readonly method: string;
  /** The path template, such as `/ticket/{ticketId}/messages`. */
  readonly path: string;
  /** The flat input. What `path`, `query` and `headers` do not name is a field of the JSON body. */
  readonly input: Fields;
  readonly query?: readonly string[];
  readonly headers?: readonly string[];
  /** Sent instead of the API's; `null` for none. */
  readonly credential?: CredentialForm | null;
  /** Whether there is a body; an `optional` one is left out when none of its fields is given. */
  readonly body?: 'required' | 'optional';
  /** The documented 2xx statuses: the body's top-level JSON type, or `void` where no body is documented. */
  readonly success: Readonly<Record<number, SuccessBody>>;
  /** The documented refusals and what each means for this operation. */
  readonly errors: Readonly<Record<number, ErrorKind>>;
  /** The documented refusals after which the same call may be sent again, also one that writes. */
  readonly repeatable?: readonly number[];
  /** The top-level JSON types of the refusals' bodies, where one is documented. */
  readonly errorBodies?: Readonly<Record<number, SuccessBody>>;
}

/** The top-level JSON type of a successful answer's body. */
export type SuccessBody = 'void' | 'object' | 'array' | 'unknown';

/** An API, as generated from its spec: all that http knows of a vendor. */
export interface Api {
  readonly vendor: string;
  /** The production server. */
  readonly baseUrl: string;
  /** The secrets that operations need, by the client's option that gives each. */
  readonly secrets: Readonly<Record<string, SecretScheme>>;
  /** Sent with every operation that says nothing else; absent for none. */
  readonly credential?: CredentialForm;
  /** The Content-Type that every request carries, also one without a body. */
  readonly contentType?: string;
  /** The keys of an error body that may hold the vendor's code, in order. */
  readonly errorCodeKeys?: readonly string[];
  readonly operations: Readonly<Record<string, Operation>>;
}
