import { isPlainObject } from '@redocly/openapi-core';
import { bodiesIn, child, type Node, type Normaliser, type Placed, parameterListsIn, target } from './node.ts';

const JSON_TYPE = 'application/json';

/** Describes bodies as JSON alone, where JSON is one of the ways, and none where none can travel. */
export const describeBodies: Normaliser = (document, note) => {
  for (const body of bodiesIn(document)) {
    const content = child(body, 'content');
    if (!content) continue;
    const { status, method } = body;
    const cannotBe = status !== undefined && (method === 'head' || /^(1..|204|205|304)$/.test(status));
    if (cannotBe || Object.keys(content.node).length === 0) {
      delete body.node.content;
      if (cannotBe) note(content.at, `The content of the ${status} answer is left out: it cannot have any.`);
      continue;
    }
    nameJson(content.node, (name) => note(content.at, `The media type ${name} is written ${JSON_TYPE}.`));
    const media = content.node[JSON_TYPE];
    if (!isPlainObject(media)) continue;
    for (const name of Object.keys(content.node)) {
      if (name === JSON_TYPE) continue;
      delete content.node[name];
      note(content.at, `The media type ${name} is left out beside ${JSON_TYPE}.`);
    }
    if (media.schema === undefined) {
      media.schema = {};
      note(content.at, 'The body has no schema and may be anything.');
    }
    if (status === undefined) requireBody(document, body, media);
  }

  function requireBody(document: Node, body: Placed, media: Node): void {
    if (body.node.required === true || !isPlainObject(media.schema)) return;
    if (requiredFields(document, { node: media.schema, at: '' }).length === 0) return;
    body.node.required = true;
    note(body.at, 'The body is required, as a field of it is.');
  }
};

/** The fields that an object and what its `allOf` puts together require of a caller. */
function requiredFields(document: Node, schema: Placed, inside: readonly Node[] = []): unknown[] {
  const { node } = target(document, schema);
  if (inside.includes(node)) return [];
  const required: unknown[] = Array.isArray(node.required) ? node.required : [];
  const properties = Object(node.properties);
  const parts: unknown[] = Array.isArray(node.allOf) ? node.allOf : [];
  return [
    ...required.filter((name) => Object(properties[String(name)]).readOnly !== true),
    ...parts
      .filter(isPlainObject)
      .flatMap((part) => requiredFields(document, { node: part, at: '' }, [...inside, node])),
  ];
}

/** JSON goes by other names: with parameters, or as any type. */
function nameJson(content: Node, note: (name: string) => void): void {
  if (content[JSON_TYPE] !== undefined) return;
  const other = Object.keys(content).find((name) => /^(application\/json\s*;.*|\*\/\*)$/i.test(name));
  if (other === undefined) return;
  content[JSON_TYPE] = content[other];
  delete content[other];
  note(other);
}

/** Headers that OpenAPI ignores as parameters (4.8.12.2). */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

/** Leaves out the parameters that OpenAPI ignores, and what no text in a URL can say. */
export const describeParameters: Normaliser = (document, note) => {
  for (const { node, at } of parameterListsIn(document)) {
    const list: unknown[] = Array.isArray(node.parameters) ? node.parameters : [];
    node.parameters = list.filter((parameter, index) => {
      if (!isPlainObject(parameter)) return true;
      const { node: found } = target(document, { node: parameter, at: '' });
      if (found.in !== 'header' || !ignoredHeaders.has(String(found.name).toLowerCase())) return true;
      note(`${at}/parameters/${index}`, `The header ${found.name} is left out: OpenAPI ignores it as a parameter.`);
      return false;
    });
    for (const [index, parameter] of list.entries()) {
      if (!isPlainObject(parameter)) continue;
      const found = target(document, { node: parameter, at: `${at}/parameters/${index}` });
      if (found.node.in === 'path' && found.node.required !== true) {
        found.node.required = true;
        note(found.at, `The path parameter ${found.node.name} is required.`);
      }
      const schema = child(found, 'schema');
      if (!schema || !Array.isArray(schema.node.type) || !schema.node.type.includes('null')) continue;
      const types: unknown[] = schema.node.type.filter((type) => type !== 'null');
      schema.node.type = types.length === 1 ? types[0] : types;
      note(schema.at, `The parameter ${found.node.name} cannot be null: it is left out instead.`);
    }
  }
};
