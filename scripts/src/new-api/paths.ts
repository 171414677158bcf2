import { isPlainObject } from '@redocly/openapi-core';
import { capitalised } from '../generate/text.ts';
import { camelCase } from './camel-case.ts';
import {
  child,
  children,
  type Node,
  type Normaliser,
  operationsOf,
  type Placed,
  type PlacedOperation,
  target,
} from './node.ts';

/** Renames a parameter of a path, whose name is not sent, where a field of the same input has its name too. */
export const separateNames: Normaliser = (document, note) => {
  for (const item of children({ node: document, at: '#' }, 'paths')) {
    const operations = operationsOf(item);
    let path = item.name;
    for (const [, name = ''] of path.matchAll(/\{([^{}]+)\}/g)) {
      const others = operations.flatMap((operation) => otherNames(document, operation));
      if (!others.includes(name)) continue;
      const before = item.name.split('/').find((_, index, all) => all[index + 1] === `{${name}}`) ?? '';
      const renamed = [camelCase(before).replace(/s$/, ''), 'path']
        .map((prefix) => (prefix || 'path') + capitalised(camelCase(name)))
        .find((free) => !others.includes(free) && !path.includes(`{${free}}`));
      if (renamed === undefined) continue;
      path = path.replace(`{${name}}`, `{${renamed}}`);
      for (const owner of [item, ...operations]) renameParameter(document, owner, name, renamed);
      note(item.at, `The parameter ${name} of the path is called ${renamed}: another field of the input is ${name}.`);
    }
    if (path !== item.name) rename(Object(document.paths), item.name, path);
  }
};

/** The names of an operation's input that are not in its path. */
function otherNames(document: Node, operation: PlacedOperation): string[] {
  const parameters = [operation.item, operation].flatMap((owner) => parametersOf(document, owner));
  const body = child(operation, 'requestBody');
  const content = body && child(target(document, body), 'content');
  const media = content && child(content, 'application/json');
  const schema = media && child(media, 'schema');
  const fields = schema ? fieldsOf(document, schema) : [];
  return [
    ...parameters.filter(({ node }) => node.in !== 'path').map(({ node }) => String(node.name)),
    ...fields.filter(([, field]) => !(isPlainObject(field) && field.readOnly === true)).map(([name]) => name),
  ];
}

/** The fields of an object, also those that `allOf` puts together. */
function fieldsOf(document: Node, schema: Placed, inside: readonly Node[] = []): [name: string, field: unknown][] {
  const { node } = target(document, schema);
  if (inside.includes(node)) return [];
  const parts = children({ node, at: '' }, 'allOf').flatMap((part) => fieldsOf(document, part, [...inside, node]));
  return [...Object.entries(Object(node.properties)), ...parts];
}

function parametersOf(document: Node, { node, at }: Placed): Placed[] {
  const list: unknown[] = Array.isArray(node.parameters) ? node.parameters : [];
  return list.flatMap((one, index) =>
    isPlainObject(one) ? [target(document, { node: one, at: `${at}/parameters/${index}` })] : [],
  );
}

/** Other paths may share the parameter. */
function renameParameter(document: Node, { node }: Placed, name: string, renamed: string): void {
  if (!Array.isArray(node.parameters)) return;
  node.parameters = node.parameters.map((one: unknown) => {
    if (!isPlainObject(one)) return one;
    const found = target(document, { node: one, at: '' }).node;
    return found.in === 'path' && found.name === name ? { ...found, name: renamed } : one;
  });
}

/** Renames a key, which stays in its place. */
function rename(map: Node, from: string, to: string): void {
  for (const [key, value] of Object.entries(map)) {
    delete map[key];
    map[key === from ? to : key] = value;
  }
}
