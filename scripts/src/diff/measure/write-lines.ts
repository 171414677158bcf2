import { componentName, type Document, type Schema } from '../../generate/document.ts';
import { objectOf } from '../../generate/model.ts';
import { propertyName } from '../../generate/text.ts';
import { isReadOnly } from './operations.ts';
import { componentsIn, type Field, fieldsOf, followed, inside, type Place } from './places.ts';
import type { Line } from './program.ts';
import { typeOf, typesOf } from './type-of.ts';

export interface Writing {
  /** Which of the optional fields are given. */
  readonly optional: 'none' | 'all' | 'handed back';
  /** An expression for an object of a component that was read before. */
  readonly handedBack?: ((component: string) => Line | undefined) | undefined;
}

/** Lines of a literal of an object's fields, `{` and `}` left out. */
export function fieldLines(document: Document, fields: readonly Field[], writing: Writing): Line[] {
  return writer(document, writing).fields(fields, new Set());
}

/** Lines of a literal of a value between what stands before and after it. */
export function valueLines(document: Document, place: Place, writing: Writing, before: string, after: string): Line[] {
  return writer(document, writing).value(place, true, before, after, new Set());
}

function writer(document: Document, { optional, handedBack }: Writing) {
  function fields(all: readonly Field[], open: ReadonlySet<Schema>): Line[] {
    return all.flatMap(({ name, isRequired, place }) => {
      if (!isRequired && (optional === 'none' || open.has(followed(document, place).node))) return [];
      if (isReadOnly(document, place)) return [];
      const lines = value(place, isRequired, `${propertyName(name)}: `, ',', open);
      const isWanted = isRequired || optional === 'all' || lines.some(({ text }) => HANDED_BACK.test(text));
      return isWanted ? lines : [];
    });
  }

  function value(given: Place, isRequired: boolean, before: string, after: string, open: ReadonlySet<Schema>): Line[] {
    const component = componentName(given.node);
    const { node, trail } = followed(document, given);
    const read = component && handedBack?.(component);
    if (read) return [{ text: `${before}${read.text}${after}`, about: [...trail, ...read.about] }];
    const form = objectOf(document, node);
    const types = typesOf(form);
    const [type, ...others] = types.filter((name) => name !== 'null');
    const inner = new Set([...open, node]);
    const start = types.includes('null') ? `${before}value<boolean>() ? null : ` : before;
    const at = { node, trail };
    const held = type === 'object' ? fieldsOf(document, at) : [];
    if (others.length === 0 && held.length > 0 && !open.has(node)) {
      return [{ text: `${start}{`, about: trail }, ...fields(held, inner), { text: `}${after}`, about: trail }];
    }
    if (others.length === 0 && type === 'array' && form.items && !open.has(node)) {
      return [
        { text: `${start}[`, about: trail },
        ...value(inside(at, ['items'], form.items), true, '', ',', inner),
        { text: `]${after}`, about: trail },
      ];
    }
    const written = open.has(node) ? 'never' : typeOf(document, node, 'write');
    const meant = isRequired ? written : `${written} | undefined`;
    return [{ text: `${before}value<${meant}>()${after}`, about: [...componentsIn(document, node), ...trail] }];
  }

  return { fields, value };
}

/** A name that a program gives to what it hands back. */
const HANDED_BACK = /\bread\d+\b/;
