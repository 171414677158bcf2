import type { Edit } from './edit.ts';
import type { Fields, NodeKind, Path, SpecNode } from './tree.ts';

/** One way in which an operator fits at a node; `what` tells it from the others there. */
export interface Place {
  readonly what?: string;
  readonly edits: readonly Edit[];
}

/** A slip that a hand-written spec may have. It changes a promise, not its words. */
export interface Operator {
  readonly says: string;
  /** Finds how the operator fits at a node. */
  places(at: SpecNode, document: Fields): readonly Place[];
}

export type Operators = Readonly<Record<string, Operator>>;

/** Makes an operator for nodes of some kinds. */
export function operator(
  says: string,
  kinds: readonly NodeKind[],
  find: (node: Fields, path: Path, document: Fields) => readonly Place[],
): Operator {
  return {
    says,
    places: ({ kind, node, path }, document) => (kinds.includes(kind) ? find(node, path, document) : []),
  };
}

/** Fits once, with these edits. */
export function once(...edits: readonly Edit[]): readonly Place[] {
  return [{ edits }];
}

/** Fits for each of these names. */
export function forEach(names: readonly string[], edits: (name: string) => readonly Edit[]): readonly Place[] {
  return names.map((what) => ({ what, edits: edits(what) }));
}

export function remove(...at: Path): Edit {
  return { at, isRemoved: true };
}

export function set(at: Path, to: unknown): Edit {
  return { at, to };
}

export function rename(at: Path, name: string): Edit {
  return { at, name };
}
