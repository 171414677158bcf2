// A server of its own process: answers reads with a page of tickets and writes with an empty body, announced as
// `content-length: 0`: there is nothing to read, so a client that leaves bodies unread does no less than one that does not.
import { createServer } from 'node:http';

const page = JSON.stringify({
  tickets: Array.from({ length: 10 }, (_, index) => ({
    ticketId: `${index}`,
    status: 'OPEN',
    subject: 'Where is it?',
  })),
  metadata: [],
});

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.method === 'GET') response.writeHead(200, { 'content-type': 'application/json' }).end(page);
    else response.writeHead(200, { 'content-length': 0 }).end();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
