import { type Route, voidRoute } from '../route.ts';
import { record, text, wholeNumber } from '../shape.ts';

export const routes: readonly Route[] = [
  voidRoute({
    method: 'POST',
    path: '/answers',
    operationId: 'answerNext',
    summary: 'Answers the next call of an operation with a documented status and its example; the state stays as it is',
    input: record({
      operation: text("An operation's id, or that behind its vendor's name and a dot"),
      status: wholeNumber('A status that the operation documents', { from: 100, to: 599 }),
    }),
    handle: ({ sandbox }, { operation, status }) => sandbox.answerNext(operation, status),
  }),
];
