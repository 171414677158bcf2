import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { follow } from '../references.ts';
import { annotations } from './schema-keywords.ts';

interface Part {
  readonly node: Readonly<Record<string, unknown>>;
  readonly location: Location;
}

type Resolve = UserContext['resolve'];

/** What may stand beside each keyword. */
const compositionsOf = {
  allOf: new Set(['allOf', 'type', 'properties', 'required', ...annotations]),
  anyOf: new Set(['anyOf', ...annotations]),
  oneOf: new Set(['oneOf', ...annotations]),
};
const keywords = Object.keys(compositionsOf);

/** `allOf` puts the fields of objects together, `anyOf` and `oneOf` list alternatives; no schema does both. */
export const compositions: Oas3Rule = () => ({
  Schema(schema: unknown, { report, location, resolve }) {
    if (!isPlainObject(schema)) return;
    const self = { node: schema, location };
    for (const [keyword, allowed] of Object.entries(compositionsOf)) {
      if (schema[keyword] === undefined) continue;
      const refuse = (message: string) => report({ message, location: location.child(keyword).key() });
      const parts = partsOf(self, keyword, resolve);
      const other = Object.keys(schema).find((name) => !allowed.has(name) && !name.startsWith('x-'));
      if (other !== undefined) {
        refuse(`${other} may not stand beside ${keyword}: move it into the parts of ${keyword}.`);
      } else if (isMadeOf(self, schema, resolve)) {
        refuse(`This schema is a part of itself: describe the inner one as a field.`);
      } else if (keyword !== 'allOf') {
        if (parts.length < 2) refuse(`${keyword} lists two alternatives or more: write a single one instead of it.`);
      } else if (!isFields(schema) || !parts.every(({ node }) => isFields(node))) {
        refuse(
          'allOf puts objects together that list properties, without additionalProperties: describe anything else without it.',
        );
      } else {
        const problem = problemOfFields(self, resolve);
        if (problem) refuse(problem);
      }
    }
  },
});

function partsOf({ node, location }: Part, keyword: string, resolve: Resolve): Part[] {
  const parts = node[keyword];
  return (Array.isArray(parts) ? parts : []).flatMap((part, index) => {
    const target = follow(part, location.child([keyword, index]), resolve);
    return isPlainObject(target?.node) ? [{ node: target.node, location: target.location }] : [];
  });
}

/** Tells whether a schema is among its own parts, however deep: it would have no end. */
function isMadeOf(schema: Part, part: unknown, resolve: Resolve, passed: Set<unknown> = new Set()): boolean {
  return keywords
    .flatMap((keyword) => partsOf(schema, keyword, resolve))
    .some((inner) => {
      if (inner.node === part) return true;
      if (passed.has(inner.node)) return false;
      passed.add(inner.node);
      return isMadeOf(inner, part, resolve, passed);
    });
}

function isFields({ type, properties, allOf, additionalProperties }: Part['node']): boolean {
  const isObject = type === 'object' || (type === undefined && allOf !== undefined);
  return isObject && additionalProperties === undefined && (allOf !== undefined || fieldsIn({ properties }).length > 0);
}

function fieldsIn({ properties }: Part['node']): string[] {
  return isPlainObject(properties) ? Object.keys(properties) : [];
}

function problemOfFields(schema: Part, resolve: Resolve): string | undefined {
  const parts = partsOf(schema, 'allOf', resolve);
  const names = allFields(schema, resolve);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return `Two parts have a field ${repeated}: describe it in one of them.`;
  const near = [schema, ...parts].flatMap(({ node }) => fieldsIn(node));
  const required: unknown[] = [schema.node.required ?? []].flat();
  const far = required.find((name) => !near.includes(String(name)));
  if (far === undefined) return undefined;
  return `${far} is required where it is not described: require it in the part that lists it.`;
}

function allFields(schema: Part, resolve: Resolve): string[] {
  return [...fieldsIn(schema.node), ...partsOf(schema, 'allOf', resolve).flatMap((part) => allFields(part, resolve))];
}
