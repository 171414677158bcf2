import { isPlainObject } from '@redocly/openapi-core';
import { annotations } from '../spec/rules/schema-keywords.ts';
import { narrowFields } from './all-of.ts';
import { type Node, type Normaliser, type Note, type Placed, schemasIn } from './node.ts';

type Change = (schema: Placed, note: Note, document: Node) => void;

/** Leaves out what OpenAPI 3.0 ignores beside a $ref, and 3.1 does not. */
export const dropSiblings: Normaliser = (document, note) => {
  for (const { node, at } of schemasIn(document)) {
    if (typeof node.$ref !== 'string') continue;
    for (const name of Object.keys(node)) {
      if (name === '$ref' || name === 'nullable' || annotations.includes(name) || name.startsWith('x-')) continue;
      delete node[name];
      note(at, `${name} is left out: OpenAPI 3.0 ignores it beside a $ref.`);
    }
  }
};

/** Writes schemas in the one way of several that the generator reads. */
export const writeSchemas: Normaliser = (document, note) => {
  for (const schema of schemasIn(document)) for (const change of changes) change(schema, note, document);
};

function writeTypes({ node, at }: Placed, note: Note): void {
  const { type } = node;
  if (Array.isArray(type) && type.length === 1) {
    node.type = type[0];
    note(at, `The list of one type is written "type: ${type[0]}".`);
  }
  if (node.items === true) {
    node.items = {};
    note(at, 'The schema "true" is written {}.');
  }
  if (Array.isArray(node.required) && node.required.length === 0) {
    delete node.required;
    note(at, 'An empty "required" is left out.');
  }
  if ('nullable' in node) {
    delete node.nullable;
    note(at, 'nullable is left out: it says nothing without a type.');
  }
  if (node.type !== undefined || isComposed(node) || node.$ref !== undefined) return;
  const needed = objectKeywords.some((name) => node[name] !== undefined)
    ? 'object'
    : node.items !== undefined
      ? 'array'
      : undefined;
  if (needed === undefined) return;
  node.type = needed;
  note(at, `"type: ${needed}" is added.`);
}

const objectKeywords = ['properties', 'required', 'additionalProperties'];

function isComposed({ allOf, anyOf, oneOf }: Node): boolean {
  return [allOf, anyOf, oneOf].some((parts) => parts !== undefined);
}

function openFields({ node, at }: Placed, note: Note): void {
  const { properties, additionalProperties } = node;
  if (!isPlainObject(properties) || !isPlainObject(additionalProperties)) return;
  if (Object.keys(additionalProperties).length === 0) return;
  node.additionalProperties = true;
  note(at, 'Further fields may be anything: TypeScript has no type for fields and a type of all others.');
}

/** A composition of one part is that part, with the remarks that stand beside it. */
function unwrap({ node, at }: Placed, note: Note): void {
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const parts = node[keyword];
    if (!Array.isArray(parts) || parts.length !== 1 || !isPlainObject(parts[0])) continue;
    const { [keyword]: _, ...beside } = node;
    if (!Object.keys(beside).every((name) => annotations.includes(name) || name.startsWith('x-'))) continue;
    delete node[keyword];
    Object.assign(node, { ...parts[0], ...beside });
    note(at, `${keyword} of a single part is written as that part.`);
  }
}

/** "A text or null" is a list of types. */
function listNull({ node, at }: Placed, note: Note): void {
  for (const keyword of ['anyOf', 'oneOf']) {
    const parts = node[keyword];
    if (!Array.isArray(parts) || parts.length !== 2 || !parts.every(isPlainObject)) continue;
    const [value, ...others] = parts.filter(({ type }) => type !== 'null');
    if (value === undefined || others.length > 0 || typeof value.type !== 'string' || isComposed(value)) continue;
    if (value.const !== undefined) continue;
    delete node[keyword];
    Object.assign(node, { ...value, ...node, type: [value.type, 'null'] });
    if (Array.isArray(node.enum)) node.enum = [...node.enum, null];
    note(at, `${keyword} of ${value.type} and null is written "type: [${value.type}, 'null']".`);
  }
}

/** A type beside alternatives is that of each. */
function moveType({ node, at }: Placed, note: Note): void {
  for (const keyword of ['anyOf', 'oneOf']) {
    const parts = node[keyword];
    const { type } = node;
    if (!Array.isArray(parts) || type === undefined || objectKeywords.some((name) => node[name] !== undefined))
      continue;
    for (const part of parts) {
      if (isPlainObject(part) && part.$ref === undefined && part.type === undefined && !isComposed(part)) {
        part.type = type;
      }
    }
    delete node.type;
    note(at, `"type: ${type}" is written in the alternatives of ${keyword}.`);
  }
}

/** A part that requires fields and describes none is a part of the whole. */
function gatherRequired({ node, at }: Placed, note: Note): void {
  if (!Array.isArray(node.allOf)) return;
  const isRequirement = (part: unknown) =>
    isPlainObject(part) && Object.keys(part).every((name) => ['required', 'type', 'description'].includes(name));
  const required: unknown[] = node.allOf.filter(isRequirement).flatMap((part) => Object(part).required ?? []);
  const others: unknown[] = node.allOf.filter((part) => !isRequirement(part));
  if (others.length === node.allOf.length || others.length === 0) return;
  node.allOf = others;
  const own: unknown[] = Array.isArray(node.required) ? node.required : [];
  if (required.length > 0) node.required = [...new Set([...own, ...required])];
  note(at, 'What a part of allOf requires without describing it is required beside allOf.');
}

const changes: readonly Change[] = [writeTypes, openFields, gatherRequired, unwrap, narrowFields, listNull, moveType];
