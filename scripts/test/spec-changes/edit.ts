/** An edit of a document, whose places are JSON pointers (RFC 6901). */
export type Edit =
  | { readonly set: string; readonly to: unknown }
  | { readonly remove: string }
  | { readonly move: string; readonly to: string }
  | { readonly refs: string; readonly to: string };

/** Puts a value to a place; `-` as the last segment is the end of a list. */
export function set(pointer: string, to: unknown): Edit {
  return { set: pointer, to };
}

export function remove(pointer: string): Edit {
  return { remove: pointer };
}

/** Moves what stands in an object to another place, which may be another name in the same object. */
export function move(pointer: string, to: string): Edit {
  return { move: pointer, to };
}

/** Gives a schema another name, also where it is referred to. */
export function renameSchema(name: string, to: string): readonly Edit[] {
  const [from, into] = [name, to].map((schema) => `/components/schemas/${schema}`);
  return [move(`${from}`, `${into}`), { refs: `#${from}`, to: `#${into}` }];
}

/** A schema of an object with one field, which is required. */
export function objectOf(field: string): object {
  return { type: 'object', required: [field], properties: { [field]: { type: 'string' } } };
}

/** Returns a copy of a document with the edits made. */
export function edited<Document extends object>(document: Document, edits: readonly Edit[]): Document {
  const copy = structuredClone(document);
  for (const edit of edits) apply(copy, edit);
  return copy;
}

function apply(document: object, edit: Edit): void {
  if ('set' in edit) put(document, edit.set, edit.to);
  else if ('remove' in edit) take(document, edit.remove);
  else if ('move' in edit) put(document, edit.to, take(document, edit.move));
  else replaceRefs(document, edit.refs, edit.to);
}

function put(document: object, pointer: string, value: unknown): void {
  const { holder, name } = find(document, pointer);
  if (Array.isArray(holder) && name === '-') holder.push(value);
  else Reflect.set(holder, name, value);
}

function take(document: object, pointer: string): unknown {
  const { holder, name } = find(document, pointer);
  if (!Object.hasOwn(holder, name)) throw new Error(`there is no ${pointer}`);
  const value: unknown = Reflect.get(holder, name);
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
  return value;
}

function find(document: object, pointer: string): { holder: object; name: string } {
  const names = pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = names.pop() ?? '';
  let holder: unknown = document;
  for (const key of names) holder = isObject(holder) ? Reflect.get(holder, key) : undefined;
  if (!isObject(holder)) throw new Error(`there is no object that holds ${pointer}`);
  return { holder, name };
}

function replaceRefs(node: unknown, from: string, to: string): void {
  if (!isObject(node)) return;
  if (Reflect.get(node, '$ref') === from) Reflect.set(node, '$ref', to);
  for (const child of Object.values(node)) replaceRefs(child, from, to);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
