import type { Edit } from '../edit.ts';
import { type Operators, once, operator, rename, set } from '../operator.ts';
import { type Fields, fieldsOf, nodesOf, type Path } from '../tree.ts';

/** Slips in a parameter. */
export const parameterOperators: Operators = {
  'parameter-renamed': operator('a parameter has another name', ['parameter'], ({ name, in: place }, path, document) =>
    once(set([...path, 'name'], `${name}Z`), ...usesOf(`${name}`, place, document)),
  ),
  'parameter-requiredness': operator(
    'a parameter that may be left out is required, or the other way round',
    ['parameter'],
    ({ in: place, required }, path) => (place === 'path' ? [] : once(set([...path, 'required'], required !== true))),
  ),
  'parameter-moved': operator('a parameter travels in another place', ['parameter'], ({ in: place }, path) =>
    place === 'path' ? [] : once(set([...path, 'in'], place === 'query' ? 'header' : 'query')),
  ),
};

/** Renames a parameter wherever the document names it: in the paths, or in what says how a list is paged. */
function usesOf(name: string, place: unknown, document: Fields): readonly Edit[] {
  if (place === 'path') {
    return Object.keys(fieldsOf(document.paths))
      .filter((template) => template.includes(`{${name}}`))
      .map((template) => rename(['paths', template], template.replace(`{${name}}`, `{${name}Z}`)));
  }
  return [...nodesOf(document)].flatMap(({ kind, node, path }) =>
    kind === 'operation' ? pagingOf(node, path, name) : [],
  );
}

function pagingOf(operation: Fields, path: Path, name: string): readonly Edit[] {
  const facts = Object.entries(fieldsOf(operation['x-paging'])).filter(([, value]) => value === name);
  return facts.map(([fact]) => set([...path, 'x-paging', fact], `${name}Z`));
}
