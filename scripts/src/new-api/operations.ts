import { camelCase } from './camel-case.ts';
import { type Node, type Normaliser, type Note, operationsIn, type PlacedOperation, target } from './node.ts';

/** Gives each operation an id of its own in camelCase: that of its dashes or words, or else one of its method and path. */
export const nameOperations: Normaliser = (document, note) => {
  const renamed = new Map<unknown, string>();
  const operations = operationsIn(document);
  const taken = new Set(operations.map(({ node }) => node.operationId).filter(isId));
  for (const operation of operations) {
    const { operationId: given } = operation.node;
    if (isId(given)) continue;
    const fromGiven = camelCase(String(given ?? ''));
    const isFree = fromGiven !== '' && !taken.has(fromGiven);
    const id = isFree ? fromGiven : numbered(camelCase([operation.method, ...segmentsOf(operation)].join(' ')), taken);
    const made = isFree ? `is written "${id}"` : `"${id}" is made of the method and the path`;
    const why = isFree || fromGiven === '' ? '' : `: another operation is called ${fromGiven}`;
    note(`${operation.at}${given === undefined ? '' : '/operationId'}`, `operationId ${made}${why}.`);
    operation.node.operationId = id;
    taken.add(id);
    if (given !== undefined) renamed.set(given, id);
  }
  renameLinks(document, renamed);
};

function isId(id: unknown): boolean {
  return typeof id === 'string' && /^[a-z][a-zA-Z0-9]*$/.test(id);
}

/** The id itself, or with the first number that makes it one of its own. */
function numbered(id: string, taken: ReadonlySet<unknown>): string {
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id}${number}`;
  return free;
}

function segmentsOf({ path }: PlacedOperation): string[] {
  return path.split('/').map((segment) => segment.replace(/^\{(.*)\}$/, 'by $1'));
}

/** A link leads to an operation by its id. */
function renameLinks(node: unknown, renamed: ReadonlyMap<unknown, string>, isLink = false): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    const id = isLink ? renamed.get(Reflect.get(Object(value), 'operationId')) : undefined;
    if (id !== undefined) Reflect.set(Object(value), 'operationId', id);
    renameLinks(value, renamed, name === 'links');
  }
}

/** Leaves operations out by their ids, and what only they used; gives the ids that no operation has. */
export function leaveOut(document: Node, without: readonly string[], note: Note): string[] {
  const operations = operationsIn(document);
  for (const operation of operations.filter(({ node }) => without.includes(String(node.operationId)))) {
    delete operation.item.node[operation.method];
    note(operation.at, `The operation ${operation.node.operationId} is left out.`);
  }
  if (without.length > 0) {
    dropEmptyPaths(document, operations);
    dropUnused(document);
  }
  return without.filter((id) => !operations.some(({ node }) => node.operationId === id));
}

function dropEmptyPaths(document: Node, operations: readonly PlacedOperation[]): void {
  const left = new Set(operationsIn(document).map(({ path }) => path));
  for (const { path } of operations) if (!left.has(path)) delete Object(document.paths)[path];
}

/** Drops the components that nothing outside of the components leads to. */
function dropUnused(document: Node): void {
  const { components, ...rest } = document;
  const used = componentsOf(document, rest);
  for (const [kind, group] of Object.entries(Object(components))) {
    if (kind === 'securitySchemes') continue;
    for (const name of Object.keys(Object(group))) {
      if (!used.has(`#/components/${kind}/${name}`)) delete Object(group)[name];
    }
  }
}

/** The components that a node leads to, directly or through others. */
export function componentsOf(document: Node, node: unknown): ReadonlySet<string> {
  const used = new Set<string>();
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const [, $ref = ''] of JSON.stringify(at).matchAll(/"(#\/components\/\w+\/[^"/]+)/g)) {
      if (!used.has($ref)) open.push(target(document, { node: { $ref }, at: $ref }).node);
      used.add($ref);
    }
  }
  return used;
}
