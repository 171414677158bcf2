import { forEach, type Operators, once, operator, remove, rename, set } from '../operator.ts';
import { entries, fieldsOf, itemsOf, METHODS } from '../tree.ts';

const paging = 'x-paging';

/** Slips in an operation: its address, its statuses, its paging. */
export const operationOperators: Operators = {
  'path-renamed': operator('a path is another one', ['path'], (_, path) => {
    const [, template = ''] = path;
    return once(rename(path, `${template}`.replace(/([a-z])((?:\/\{\w+\})*)$/, '$1z$2')));
  }),
  'method-changed': operator('an operation has another method', ['path'], (item, path) =>
    forEach(
      entries(item)
        .map(([name]) => name)
        .filter((name) => METHODS.includes(name)),
      (method) => [rename([...path, method], METHODS.find((other) => other !== method && !(other in item)) ?? 'patch')],
    ),
  ),
  'operation-renamed': operator('an operation has another name', ['operation'], ({ operationId }, path) =>
    once(set([...path, 'operationId'], `${operationId}Anew`)),
  ),
  'operation-dropped': operator('an operation is missing', ['operation'], (_, path) => once(remove(...path))),
  'status-dropped': operator('a status is not documented any more', ['operation'], ({ responses }, path) =>
    forEach(Object.keys(fieldsOf(responses)), (status) => [remove(...path, 'responses', status)]),
  ),
  'status-added': operator('a status is documented that the vendor does not', ['operation'], ({ responses }, path) =>
    '409' in fieldsOf(responses)
      ? []
      : once(set([...path, 'responses', '409'], { description: 'Refused.', 'x-error-kind': 'rejected' })),
  ),
  'status-changed': operator('a status is another one', ['operation'], ({ responses }, path) =>
    forEach(Object.keys(fieldsOf(responses)), (status) => [
      rename([...path, 'responses', status], status.startsWith('2') ? '202' : '418'),
    ]),
  ),
  'body-dropped': operator('an operation takes no body', ['operation'], ({ requestBody }, path) =>
    requestBody === undefined ? [] : once(remove(...path, 'requestBody')),
  ),
  'body-optional': operator('a body that has to be sent may be left out', ['operation'], ({ requestBody }, path) =>
    fieldsOf(requestBody).required === true ? once(set([...path, 'requestBody', 'required'], false)) : [],
  ),
  'body-renamed': operator("a body has another name in the vendor's own client", ['body'], (_, path) =>
    once(set([...path, 'x-request-body-name'], 'payload')),
  ),
  'paging-dropped': operator('nothing says how a list is paged', ['operation'], ({ [paging]: facts }, path) =>
    facts === undefined ? [] : once(remove(...path, paging)),
  ),
  'paging-fact-dropped': operator('a fact of paging is missing', ['operation'], ({ [paging]: facts }, path) =>
    forEach(Object.keys(fieldsOf(facts)), (fact) => [remove(...path, paging, fact)]),
  ),
  'paging-fact-changed': operator('a fact of paging is another one', ['operation'], ({ [paging]: facts }, path) =>
    Object.entries(fieldsOf(facts)).flatMap(([fact, value]) =>
      othersLike(value, Object.values(fieldsOf(facts))).map((other) => ({
        what: `${fact}=${other}`,
        edits: [set([...path, paging, fact], other)],
      })),
    ),
  ),
  'parameter-dropped': operator('a parameter is missing', ['operation', 'path'], ({ parameters }, path) =>
    itemsOf(parameters).map((_, index) => ({ what: `${index}`, edits: [remove(...path, 'parameters', index)] })),
  ),
};

/** Lists the values that one may have been taken for: another pointer, another name, the next number. */
function othersLike(value: unknown, values: readonly unknown[]): readonly unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1];
  const isPointer = (text: unknown) => typeof text === 'string' && text.startsWith('/');
  return values.filter(
    (other) => typeof other === 'string' && other !== value && isPointer(other) === isPointer(value),
  );
}
