import { child, type Normaliser, operationsIn, target } from './node.ts';

/** Lists a success by a status of its own: http takes every other 2xx for the first that is listed. */
export const listSuccesses: Normaliser = (document, note) => {
  for (const operation of operationsIn(document)) {
    const responses = child(operation, 'responses') ?? { node: {}, at: operation.at };
    if (Object.keys(responses.node).some((status) => /^2\d\d$/.test(status))) continue;
    const { '2XX': range, ...others } = responses.node;
    const usual = child(responses, 'default');
    // What stands under "default" may be a success or a refusal.
    if (range === undefined && usual && target(document, usual).node.content !== undefined) continue;
    operation.node.responses = { '200': range ?? { description: 'Accepted.' }, ...others };
    note(
      responses.at,
      range ? 'The success "2XX" is written "200".' : 'No success is documented: "200" is added, without a body.',
    );
  }
};
