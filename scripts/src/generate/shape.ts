import { type Document, resolve, type Schema } from './document.ts';
import { type OperationModel, objectOf } from './model.ts';

/** The run-time check of a value, as `@ticketbridge/http` reads it: see `Shape` there. */
export type Shape = string | readonly [Shape] | { readonly [name: string]: Shape };

/** The shape of an operation's flat input. */
export function inputShape(document: Document, { input, rest }: Pick<OperationModel, 'input' | 'rest'>): Shape {
  const fields = input.map(({ name, required, schema }) => [
    required ? name : `${name}?`,
    shapeOf(document, schema, new Set()),
  ]);
  return Object.fromEntries(rest ? [...fields, ['*', shapeOf(document, rest, new Set())]] : fields);
}

/**
 * The shape of a schema. What a shape cannot say (alternatives, a schema inside itself) is `unknown`: not checked at run
 * time, but by the type.
 */
function shapeOf(document: Document, schema: Schema, inside: ReadonlySet<Schema>): Shape {
  const target = resolve(document, schema);
  if (inside.has(target)) return 'unknown';
  const within = new Set([...inside, target]);
  const { type, properties, required = [], additionalProperties, items } = objectOf(document, target);
  if (type === 'array') return [items ? shapeOf(document, items, within) : 'unknown'];
  if (type === 'object') {
    const fields = Object.entries(properties ?? {}).map(([name, property]): [string, Shape] => [
      required.includes(name) ? name : `${name}?`,
      shapeOf(document, property, within),
    ]);
    const open = additionalProperties ?? fields.length === 0;
    if (open) fields.push(['*', open === true ? 'unknown' : shapeOf(document, open, within)]);
    return Object.fromEntries(fields);
  }
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return types.length > 0 && !types.includes('object') && !types.includes('array') ? types.join('|') : 'unknown';
}
