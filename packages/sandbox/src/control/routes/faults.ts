import { faultShape } from '../../faults/fault.ts';
import { jsonRoute, type Route, voidRoute } from '../route.ts';
import { record, wholeNumber } from '../shape.ts';

const id = { type: 'integer', description: 'Its number, to clear it by' };
const seed = { type: 'integer', description: 'The start of its random numbers, where it has a rate' };

export const routes: readonly Route[] = [
  jsonRoute({
    method: 'POST',
    path: '/faults',
    operationId: 'addFault',
    summary: 'Lets something go wrong with calls, until it has met as many as it says or is cleared',
    input: faultShape,
    answer: { type: 'object', properties: { id, seed }, required: ['id'] },
    handle({ sandbox }, fault) {
      const { clear, ...added } = sandbox.addFault(fault);
      return added;
    },
  }),
  jsonRoute({
    method: 'GET',
    path: '/faults',
    operationId: 'listFaults',
    summary: 'Lists the faults that may still meet calls, in the order in which they do',
    input: record({}),
    answer: {
      type: 'object',
      properties: {
        faults: {
          type: 'array',
          items: {
            type: 'object',
            description: 'The fault as it was added',
            properties: { id, seed, met: { type: 'integer', description: 'How many calls it has met' } },
            required: ['id', 'met'],
          },
        },
      },
      required: ['faults'],
    },
    handle: ({ sandbox }) => ({ faults: sandbox.faults() }),
  }),
  voidRoute({
    method: 'DELETE',
    path: '/faults',
    operationId: 'clearFaults',
    summary: 'Ends every fault: connections that one stalls are closed, answers that one delays are sent',
    input: record({}),
    handle: ({ sandbox }) => sandbox.clearFaults(),
  }),
  voidRoute({
    method: 'DELETE',
    path: '/faults/{id}',
    operationId: 'clearFault',
    summary: 'Ends one fault',
    input: record({ id: wholeNumber('Its number', { from: 1 }) }),
    handle: ({ sandbox }, fault) => sandbox.clearFault(fault.id),
  }),
];
