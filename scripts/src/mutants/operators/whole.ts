import { forEach, type Operators, once, operator, remove, set } from '../operator.ts';
import { fieldsOf, itemsOf } from '../tree.ts';

const demand = 'x-request-content-type';
const codeKeys = 'x-error-code-keys';

/** Slips in what holds for a whole API: its servers, its credentials, what is the same for every request. */
export const wholeOperators: Operators = {
  'another-host': operator('a server is another host', ['document'], ({ servers }) =>
    itemsOf(servers).map((server, index) => ({
      what: `${index}`,
      edits: [set(['servers', index, 'url'], `${fieldsOf(server).url}`.replace('://', '://old.'))],
    })),
  ),
  'another-base-path': operator('the path of a server is another one', ['document'], ({ servers }) =>
    itemsOf(servers).map((server, index) => ({
      what: `${index}`,
      edits: [set(['servers', index, 'url'], `${fieldsOf(server).url}/next`)],
    })),
  ),
  'servers-swapped': operator('calls go to another one of the servers', ['document'], ({ servers }) =>
    itemsOf(servers).length > 1 ? once(set(['servers'], [...itemsOf(servers)].reverse())) : [],
  ),
  'no-credential': operator('no credential is demanded', ['document', 'operation'], (_, path) =>
    once(set([...path, 'security'], [])),
  ),
  'credential-moved': operator('a credential travels in another place', ['credential'], ({ in: place }, path) =>
    place === undefined ? [] : once(set([...path, 'in'], place === 'query' ? 'header' : 'query')),
  ),
  'credential-renamed': operator('a credential has another name on the wire', ['credential'], ({ name }, path) =>
    name === undefined ? [] : once(set([...path, 'name'], `x-${name}`)),
  ),
  'credential-prefixed': operator('a credential is sent behind a prefix', ['credential'], ({ in: place }, path) =>
    place === 'header' ? once(set([...path, 'x-credential-prefix'], 'Bearer ')) : [],
  ),
  'credential-option-renamed': operator("the client's option for a credential is renamed", ['credential'], (_, path) =>
    once(set([...path, 'x-credential-option'], 'secret')),
  ),
  'content-type-of-requests': operator(
    'a Content-Type is demanded of every request, or not any more',
    ['document'],
    ({ [demand]: demanded }) => once(demanded === undefined ? set([demand], 'application/json') : remove(demand)),
  ),
  'error-code-key-dropped': operator(
    'a key under which the vendor writes the code of a refusal is not read',
    ['document'],
    ({ [codeKeys]: keys }) =>
      forEach(itemsOf(keys).map(String), (key) => [
        set(
          [codeKeys],
          itemsOf(keys).filter((other) => other !== key),
        ),
      ]),
  ),
};
