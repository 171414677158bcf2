import type { Document, Schema } from '../../generate/document.ts';
import { objectOf } from '../../generate/model.ts';
import { componentsIn, fieldsOf, followed, inside, type Place } from './places.ts';
import { type Line, property } from './program.ts';
import { typeOf, typesOf } from './type-of.ts';

/** Lines that read a value and all that it holds, each as the documentation types it. A component is read once. */
export function readLines(document: Document, place: Place, expression: string): Line[] {
  const lines: Line[] = [];
  const seen = new Set<Schema>();
  const end: Line = { text: '}', about: [] };
  let names = 0;

  function read(given: Place, value: string, isRequired: boolean): void {
    const { node, trail } = followed(document, given);
    const form = objectOf(document, node);
    const types = typesOf(form);
    const outer = types.find((type) => type === 'object' || type === 'array');
    const absent = [...(isRequired ? [] : ['undefined']), ...(types.includes('null') ? ['null'] : [])];
    if (outer === undefined || types.filter((type) => type !== 'null').length > 1) {
      const type = [typeOf(document, node, 'read'), ...absent.filter((type) => type === 'undefined')].join(' | ');
      lines.push({ text: `take<${type}>(${value});`, about: [...componentsIn(document, node), ...trail] });
      return;
    }
    const name = `v${names++}`;
    const type = [outer === 'array' ? 'readonly unknown[]' : 'object', ...absent].join(' | ');
    lines.push({ text: `const ${name} = ${value}; take<${type}>(${name});`, about: trail });
    if (seen.has(node)) return;
    seen.add(node);
    const at = { node, trail };
    if (outer === 'array') {
      if (!form.items) return;
      lines.push({ text: `for (const item of ${name} ?? []) {`, about: trail });
      read(inside(at, ['items'], form.items), 'item', true);
      lines.push(end);
      return;
    }
    const fields = fieldsOf(document, at);
    const rest = form.additionalProperties;
    lines.push({ text: `if (${name}) {`, about: trail });
    for (const field of fields) read(field.place, property(name, field.name), field.isRequired);
    if (fields.length === 0 && typeof rest === 'object') {
      lines.push({ text: `for (const item of Object.values(${name})) {`, about: trail });
      read(inside(at, ['additionalProperties'], rest), 'item', true);
      lines.push(end);
    }
    lines.push(end);
  }

  read(place, expression, true);
  return lines;
}
