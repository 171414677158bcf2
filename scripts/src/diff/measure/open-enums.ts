import type { Document, Schema } from '../../generate/document.ts';
import { objectOf } from '../../generate/model.ts';
import { fieldsOf, followed, inside, type Place } from './places.ts';
import { optionalProperty } from './program.ts';

/** An open enum of an answer, with an expression for its value. */
export interface OpenEnum {
  readonly expression: string;
  readonly values: readonly string[];
  readonly trail: readonly string[];
}

/** The open enums that a value holds, each component's once. */
export function openEnumsOf(document: Document, place: Place, expression: string): OpenEnum[] {
  const seen = new Set<Schema>();
  const found: OpenEnum[] = [];

  function walk(given: Place, value: string): void {
    const at = followed(document, given);
    if (seen.has(at.node)) return;
    seen.add(at.node);
    const { 'x-extensible-enum': values, items } = objectOf(document, at.node);
    if (values) found.push({ expression: value, values, trail: at.trail });
    if (items) walk(inside(at, ['items'], items), `${value}?.[0]`);
    for (const field of fieldsOf(document, at)) walk(field.place, optionalProperty(value, field.name));
  }

  walk(place, expression);
  return found;
}
