import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { type Part, partsOf, type Resolve } from '../parts.ts';
import { annotations, remarks } from './schema-keywords.ts';

/** What may stand beside each keyword. */
const compositionsOf = {
  allOf: new Set(['allOf', 'type', 'properties', 'required', ...annotations, ...remarks]),
  anyOf: new Set(['anyOf', ...annotations, ...remarks]),
  oneOf: new Set(['oneOf', ...annotations, ...remarks]),
};

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

function allFields(schema: Part, resolve: Resolve, inside: readonly unknown[] = []): string[] {
  // A part may be made of itself, which is that part's problem.
  if (inside.includes(schema.node)) return [];
  const within = [...inside, schema.node];
  const parts = partsOf(schema, 'allOf', resolve);
  return [...fieldsIn(schema.node), ...parts.flatMap((part) => allFields(part, resolve, within))];
}
