import { type Operators, once, operator, remove, set } from '../operator.ts';
import { entries, type Fields, fieldsOf, nodesOf, type Path } from '../tree.ts';

const kind = 'x-error-kind';
const repeatable = 'x-repeatable';

/** Slips in an answer: what a refusal means, and what a body is. */
export const responseOperators: Operators = {
  'meaning-changed': operator('a refusal means something else', ['response'], ({ [kind]: meaning }, path, document) =>
    meaning === undefined
      ? []
      : meaningsIn(document)
          .filter((other) => other !== meaning)
          .map((other) => ({ what: `${other}`, edits: [set([...path, kind], other)] })),
  ),
  'meanings-swapped': operator(
    'one status means at each of two operations what it means at the other',
    ['operation'],
    ({ responses }, path, document) =>
      entries(responses).flatMap(([status, response]) =>
        laterNamesakes(status, [...path, 'responses', status], document)
          .filter(({ node }) => response[kind] !== undefined && node[kind] !== response[kind])
          .map(({ at, node }) => ({
            what: `${status} with ${at.slice(0, 3).join(' ')}`,
            edits: [set([...path, 'responses', status, kind], node[kind]), set([...at, kind], response[kind])],
          })),
      ),
  ),
  'repeatable-changed': operator(
    'a refusal after which a call may be sent again is none, or the other way round',
    ['response'],
    ({ [kind]: meaning, [repeatable]: isRepeatable }, path) => {
      if (meaning === undefined) return [];
      return once(isRepeatable === true ? remove(...path, repeatable) : set([...path, repeatable], true));
    },
  ),
  'answer-without-body': operator('an answer has no body', ['response'], ({ content }, path) =>
    content === undefined ? [] : once(remove(...path, 'content')),
  ),
  'answer-with-body': operator('an answer has a body', ['response'], ({ content }, path) =>
    content === undefined
      ? once(set([...path, 'content'], { 'application/json': { schema: { type: 'object' } } }))
      : [],
  ),
  'media-type-changed': operator('a body is not JSON', ['response', 'body'], ({ content }, path) =>
    entries(content).map(([type]) => ({ what: type, edits: [{ at: [...path, 'content', type], name: 'text/plain' }] })),
  ),
  'another-model': operator('a body is another model', ['response', 'body'], ({ content }, path, document) =>
    entries(content).flatMap(([type, { schema }]) => {
      const { $ref } = fieldsOf(schema);
      const models = Object.keys(fieldsOf(fieldsOf(document.components).schemas));
      const other = models.map((name) => `#/components/schemas/${name}`).find((reference) => reference !== $ref);
      return other === undefined
        ? []
        : [{ what: type, edits: [set([...path, 'content', type, 'schema'], { $ref: other })] }];
    }),
  ),
};

function meaningsIn(document: Fields): readonly unknown[] {
  return [...new Set([...nodesOf(document)].map(({ node }) => node[kind]).filter((meaning) => meaning !== undefined))];
}

/** Finds the answers of the same status at operations behind one in the document. */
function laterNamesakes(status: string, path: Path, document: Fields): readonly { at: Path; node: Fields }[] {
  const answers = [...nodesOf(document)].filter(
    ({ kind, path }) => kind === 'response' && path[0] === 'paths' && path.at(-1) === status,
  );
  const own = answers.findIndex((other) => other.path.join() === path.join());
  return own < 0 ? [] : answers.slice(own + 1).map(({ path: at, node }) => ({ at, node }));
}
