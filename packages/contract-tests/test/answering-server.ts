import { createServer, type IncomingMessage } from 'node:http';
import type { AnswerForm } from './answer-forms.ts';

/** An answer that a server is to give. */
export interface PlannedAnswer {
  readonly status: number;
  readonly form: AnswerForm;
  /** The JSON that is meant; `undefined` where there is none. */
  readonly value: unknown;
}

/** A server on loopback that gives each request the answer that it is told. */
export interface AnsweringServer {
  readonly origin: string;
  close(): void;
}

/** Starts one; the body of a request is of no interest to it. */
export async function answeringServer(answerTo: (request: IncomingMessage) => PlannedAnswer): Promise<AnsweringServer> {
  const server = createServer((request, response) => {
    const { status, form, value } = answerTo(request);
    // Only then: an answer before its request has ended closes the connection.
    request.resume().on('end', () => form.send(response, status, value === undefined ? '' : JSON.stringify(value)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
