import { type Document, METHODS, type SpecOperation } from '../generate/document.ts';

type Item = Document['paths'][string];

/**
 * Puts the operations of a document, and the only success of each, to where a newer document has them, so that what they
 * say is compared and not where they stand.
 */
export function relocated(from: Document, to: Document): Document {
  const places = new Map(operationsOf(to.paths).map((found) => [found.operation.operationId, found]));
  const paths: Record<string, Item> = {};
  for (const { path, method, operation } of operationsOf(from.paths)) {
    const there = places.get(operation.operationId) ?? { path, method, operation };
    const around = aroundOperations(from.paths[there.path] ?? from.paths[path] ?? {});
    paths[there.path] = { ...around, ...paths[there.path], [there.method]: withSuccessOf(operation, there.operation) };
  }
  // What stands around operations goes with them to a path that there was not.
  const isLeft = (path: string) =>
    !operationsOf({ path: from.paths[path] ?? {} }).some(({ operation }) => {
      const there = places.get(operation.operationId);
      return there && !Object.hasOwn(from.paths, there.path);
    });
  const left = Object.entries(from.paths).filter(([path]) => isLeft(path));
  for (const [path, item] of left)
    paths[path] = hasOperations(item) ? { ...aroundOperations(item), ...paths[path] } : item;
  return { ...from, paths };
}

function operationsOf(paths: Document['paths']) {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
}

function hasOperations(path: Item): boolean {
  return operationsOf({ path }).length > 0;
}

function aroundOperations(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !METHODS.some((method) => method === name)));
}

function withSuccessOf(operation: SpecOperation, other: SpecOperation): SpecOperation {
  const [[status, ...others], [otherStatus, ...further]] = [successesOf(operation), successesOf(other)];
  if (status === undefined || otherStatus === undefined || others.length + further.length > 0) return operation;
  const { [status]: success, ...refusals } = operation.responses;
  return success ? { ...operation, responses: { ...refusals, [otherStatus]: success } } : operation;
}

function successesOf({ responses }: SpecOperation): string[] {
  return Object.keys(responses).filter((status) => /^2\d\d$/.test(status));
}
