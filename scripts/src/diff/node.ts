/** What a node of a model stands for. */
export type Kind =
  | 'document'
  | 'server'
  | 'option'
  | 'credential'
  | 'other credential'
  | 'operation'
  | 'path'
  | 'media'
  | 'paging'
  | 'input'
  | 'body'
  | 'success'
  | 'error'
  | 'component'
  | 'schema'
  | 'field'
  | 'known value'
  | 'closed value'
  | 'alternative';

/** Where a node comes from. */
export interface Place {
  readonly kind: Kind;
  /** A JSON pointer into the document. */
  readonly pointer: string;
  /** Where its facts are written, if it is a reference that stands at `pointer`. */
  readonly written?: string;
  /** The types whose fields are among its own. */
  readonly parts?: readonly string[];
  /** The node as it is written. */
  readonly raw: unknown;
  /** How a consumer calls it: `Ticket.subject`, `listTickets`. */
  readonly label: string;
  /** Where one type was put in the place of another, of which it is a part; both are types of their own still. */
  readonly swap?: Swap;
}

/** That a place has another type. */
export interface Swap {
  readonly pointer: string;
  readonly from: unknown;
  readonly to: unknown;
  /** How the part is called in its own type. */
  readonly label: string;
}

export const PLACE: unique symbol = Symbol('place');

/** The name of the fact that says in which order names stand, which no keyword and no field has. */
export const ORDER = '(order)';

/** Facts by name, and below them further ones: as microdiff compares them, which does not see symbols. */
export interface Facts {
  readonly [fact: string]: unknown;
}

/** Facts with the place that they are about. */
export interface Node extends Facts {
  readonly [PLACE]: Place;
}

/** Makes a node; what is undefined is no fact. */
export function nodeAt(place: Place, facts: Facts): Node {
  const known = Object.entries(facts).filter(([, fact]) => fact !== undefined);
  return { ...Object.fromEntries(known), [PLACE]: place };
}

export function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNode(value: unknown): value is Node {
  return isFacts(value) && PLACE in value;
}

/** The nodes that a node holds under a name, by their names. */
export function nodesIn(facts: Facts | undefined, name: string): [name: string, node: Node][] {
  const held = facts?.[name];
  return Object.entries(isFacts(held) ? held : {}).flatMap(([key, node]) => (isNode(node) ? [[key, node]] : []));
}

/** A JSON pointer (RFC 6901). */
export function pointer(...names: readonly (string | number)[]): string {
  return names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Appends names to a JSON pointer. */
export function below(start: string, ...names: readonly (string | number)[]): string {
  return `${start}${pointer(...names)}`;
}
