import { journalEntrySchema } from '../../journal.ts';
import { jsonRoute, type Route, voidRoute } from '../route.ts';
import { record, wholeNumber } from '../shape.ts';

const after = wholeNumber('The id of an entry: only newer ones are wanted');

export const routes: readonly Route[] = [
  jsonRoute({
    method: 'GET',
    path: '/journal',
    operationId: 'readJournal',
    summary: 'Lists the exchanges with the APIs, the newest last',
    input: record({}, { after }),
    answer: {
      type: 'object',
      properties: { entries: { type: 'array', items: journalEntrySchema } },
      required: ['entries'],
    },
    handle: ({ sandbox }, { after = 0 }) => ({ entries: sandbox.journal.entries().filter(({ id }) => id > after) }),
  }),
  voidRoute({
    method: 'DELETE',
    path: '/journal',
    operationId: 'clearJournal',
    summary: 'Empties the journal',
    input: record({}),
    handle: ({ sandbox }) => sandbox.journal.clear(),
  }),
];
