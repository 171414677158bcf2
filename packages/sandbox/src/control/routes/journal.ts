import { type Journal, type JournalEntry, journalEntrySchema } from '../../journal.ts';
import type { Reply } from '../../server/reply.ts';
import { jsonRoute, type Route, replyRoute, voidRoute } from '../route.ts';
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
  replyRoute({
    method: 'GET',
    path: '/journal/stream',
    operationId: 'streamJournal',
    summary: 'Sends each entry as it is made, as a server-sent event; with `after`, those newer than that first',
    input: record({}, { after }),
    content: { mediaType: 'text/event-stream', schema: { type: 'string' } },
    handle({ sandbox }, { after }, header) {
      // A browser that connects again says what it has heard.
      const heard = header('last-event-id');
      return streamOf(sandbox.journal, heard !== undefined && /^\d+$/.test(heard) ? Number(heard) : after);
    },
  }),
];

/** The bytes that may wait for a reader; one who is further behind is let go, and may connect again. */
const maxWaiting = 1_048_576;

function streamOf(journal: Journal, after: number | undefined): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    body: undefined,
    deliver(response, { status, headers }) {
      response.writeHead(status, headers).flushHeaders();
      const send = (entry: JournalEntry): void => {
        if (response.writableLength > maxWaiting) response.destroy();
        else response.write(`id: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`);
      };
      if (after !== undefined) for (const entry of journal.entries()) if (entry.id > after) send(entry);
      response.once('close', journal.subscribe(send));
    },
  };
}
