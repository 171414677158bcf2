import { type Node, type Normaliser, unescaped } from './node.ts';

/** Gives components names that a reference and a type can have: those of fragments of other files may hold a slash. */
export const nameComponents: Normaliser = (document, note) => {
  const renamed = new Map<string, string>();
  for (const [kind, group] of Object.entries(Object(document.components))) {
    if (kind.startsWith('x-')) continue;
    const components: Node = Object(group);
    for (const [name, component] of Object.entries(components)) {
      const written = name.replaceAll(/~[01]/g, '-').replaceAll(/[^\w.-]+/g, '-');
      const isKept = written === name || written in components;
      delete components[name];
      components[isKept ? name : written] = component;
      if (isKept) continue;
      renamed.set(`#/components/${kind}/${unescaped(name)}`, `#/components/${kind}/${written}`);
      note(`#/components/${kind}`, `The component ${unescaped(name)} is called ${written}.`);
    }
  }
  if (renamed.size > 0) refer(document, renamed);
};

function refer(node: unknown, renamed: ReadonlyMap<string, string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    const target = typeof value === 'string' && value.startsWith('#/') ? renamed.get(unescaped(value)) : undefined;
    if (target !== undefined) Reflect.set(node, name, target);
    refer(value, renamed);
  }
}
