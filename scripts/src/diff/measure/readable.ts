import { componentName, type Document } from '../../generate/document.ts';
import { type OperationModel, objectOf } from '../../generate/model.ts';
import type { Call } from './operations.ts';
import { fieldsOf, followed, inside, type Place } from './places.ts';
import { optionalProperty } from './program.ts';
import { typesOf } from './type-of.ts';

/** Where a component can be read: an expression over the answers of the operations. */
export interface Readable {
  readonly expression: string;
  /** Whether it is always an object with known fields, but where it is absent. */
  readonly isObject: boolean;
  readonly trail: readonly string[];
}

/** The components that the answers hold, each at the first place where it is met. */
export function readableComponents(document: Document, calls: readonly Call[]): ReadonlyMap<string, Readable> {
  const found = new Map<string, Readable>();

  function walk(given: Place, expression: string, open: ReadonlySet<unknown>): void {
    const component = componentName(given.node);
    const at = followed(document, given);
    const { items, additionalProperties: rest, ...form } = objectOf(document, at.node);
    const fields = fieldsOf(document, at);
    if (component !== undefined) {
      if (found.has(component)) return;
      found.set(component, { expression, isObject: fields.length > 0, trail: at.trail });
    }
    if (open.has(at.node)) return;
    const inner = new Set([...open, at.node]);
    if (typesOf(form).includes('array') && items) walk(inside(at, ['items'], items), `${expression}?.[0]`, inner);
    for (const { name, place } of fields) walk(place, optionalProperty(expression, name), inner);
    if (fields.length === 0 && typeof rest === 'object') {
      walk(inside(at, ['additionalProperties'], rest), `Object.values(${expression} ?? {})[0]`, inner);
    }
  }

  for (const {
    operation,
    answers: [answer],
  } of calls) {
    // Of several answers, none can be read without telling them apart.
    if (answer && isOneType(operation)) walk(answer, `value<Answer<'${operation.id}'>>()`, new Set());
  }
  return found;
}

/** Tells whether an operation's successes have one type. */
export function isOneType({ successes }: OperationModel): boolean {
  return new Set(successes.map(({ type }) => type)).size === 1;
}
