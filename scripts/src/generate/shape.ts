import { componentName, type Document, resolve, type Schema } from './document.ts';
import { type OperationModel, objectOf } from './model.ts';
import { Code, Later } from './text.ts';
import { componentType } from './type-names.ts';

/** The run-time check of a value, as `@ticketbridge/http` reads it: see `Shape` there. */
export type Shape = string | Code | Later | readonly [Shape] | { readonly [name: string]: Shape };

/** Its type where it is written: not imported, since a component may be called Shape. */
const SHAPE = "import('@ticketbridge/http').Shape";

type Input = Pick<OperationModel, 'input' | 'rest'>;

export interface InputShapes {
  /** The shapes of components that are met more than once, each after those that it needs; by the name of its constant. */
  readonly shared: ReadonlyMap<string, Shape>;
  /** The shapes of the flat inputs, in the order of the operations. */
  readonly inputs: readonly Shape[];
}

/**
 * The shapes of the operations' inputs. What a shape cannot say (alternatives, an object that may be null) is `unknown`:
 * not checked at run time, but by the type.
 */
export function inputShapes(document: Document, operations: readonly Input[]): InputShapes {
  const isShared = sharedComponents(document, operations);
  const shared = new Map<string, Shape>();
  const open = new Set<string>();

  /** The constant of a component that is met more than once; `Later` while it is not written yet. */
  function constantOf(component: string, target: Schema): Shape {
    const name = `${componentType(component)}Shape`;
    if (open.has(name)) return new Later(name, SHAPE);
    if (!shared.has(name)) {
      open.add(name);
      const shape = shapeOf(target);
      open.delete(name);
      shared.set(name, shape);
    }
    return new Code(name);
  }

  function referred(schema: Schema): Shape {
    const component = componentName(schema);
    const target = resolve(document, schema);
    return component !== undefined && isShared(target) ? constantOf(component, target) : shapeOf(target);
  }

  function shapeOf(target: Schema): Shape {
    const { type, properties, required = [], additionalProperties, items } = objectOf(document, target);
    if (type === 'array') return listOf(items ? referred(items) : 'unknown');
    if (type === 'object') {
      const fields = Object.entries(properties ?? {}).map(([name, property]): [string, Shape] => [
        required.includes(name) ? name : `${name}?`,
        referred(property),
      ]);
      const rest = additionalProperties ?? fields.length === 0;
      if (rest) fields.push(['*', rest === true ? 'unknown' : referred(rest)]);
      return Object.fromEntries(fields);
    }
    const types = typeof type === 'string' ? [type] : (type ?? []);
    return types.length > 0 && !types.includes('object') && !types.includes('array') ? types.join('|') : 'unknown';
  }

  const inputs = operations.map(({ input, rest }) => {
    const fields = input.map(({ name, required, schema }) => [required ? name : `${name}?`, referred(schema)]);
    return Object.fromEntries(rest ? [...fields, ['*', referred(rest)]] : fields);
  });
  return { shared, inputs };
}

function listOf(item: Shape): Shape {
  return item instanceof Later ? new Later(`[${item.text}]`, SHAPE) : [item];
}

/** Tells which objects the inputs meet more than once: written out each time, they could grow without an end. */
function sharedComponents(document: Document, operations: readonly Input[]): (target: Schema) => boolean {
  const met = new Set<Schema>();
  const shared = new Set<Schema>();
  const waiting = operations.flatMap(({ input, rest }) => [
    ...input.map(({ schema }) => schema),
    ...(rest ? [rest] : []),
  ]);
  for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
    const target = resolve(document, schema);
    const { type, properties = {}, additionalProperties, items } = objectOf(document, target);
    if (shared.has(target)) continue;
    if (met.has(target)) {
      if (type !== 'object' && type !== 'array') continue;
      shared.add(target);
      // A list is no component of its own as a rule: what it holds is met again, too.
      if (type === 'object') continue;
    }
    met.add(target);
    if (type === 'array' && items) waiting.push(items);
    if (type !== 'object') continue;
    waiting.push(...Object.values(properties));
    if (typeof additionalProperties === 'object') waiting.push(additionalProperties);
  }
  return (target) => shared.has(target);
}
