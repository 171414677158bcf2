import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrandlovers, paging } from '@ticketbridge/brandlovers';
import { createBrandloversFetchClient } from '@ticketbridge/brandlovers/openapi-fetch';
import { sendsInvalid } from '@ticketbridge/ledger';
import { test } from 'vitest';

const { limit } = paging.listTickets;
/** A client that is not observed sends nothing, for what the test says it sends. */
const OUT_OF_RANGE = `request query/${limit} minimum`;

const answering = async () => Response.json({ tickets: [] });
const options = { token: 't', fetch: answering };

test("a client's own methods are observed, whatever they send with", async () => {
  sendsInvalid(OUT_OF_RANGE);
  await createBrandlovers(options).listTickets({ [limit]: 0 });
});

test('the calls of openapi-fetch are observed', async () => {
  sendsInvalid(OUT_OF_RANGE);
  await createBrandloversFetchClient(options).GET('/tickets', { params: { query: { [limit]: 0 } } });
});

test('which headers the caller adds is seen, to a client and to a call, whatever it is called by', async () => {
  const adding = { ...options, userAgent: 'an-app/1', headers: { 'X-Team': 'a' } };
  const ofCall = { headers: { 'x-Trace': 'b' } };
  await createBrandlovers(adding).listTickets({}, ofCall);
  await createBrandloversFetchClient(adding).GET('/tickets', ofCall);
  await createBrandloversFetchClient(adding).request('get', '/tickets', ofCall);
});

const PROGRAM = `
  import { createBrandlovers } from '@ticketbridge/brandlovers';
  const fetch = async () => Response.json({ tickets: [] });
  await createBrandlovers({ token: 't', fetch }).listTickets({ ${limit}: 0 });
`;

test.each([
  ['a process', process.execPath],
  ['a process of a process', '/bin/sh', '-c', 'exec "$@"', 'sh', process.execPath],
])('the clients of %s are observed', async (_, command, ...before) => {
  sendsInvalid(OUT_OF_RANGE);
  const args = [...before, '--conditions=@ticketbridge/source', '--input-type=module', '--eval', PROGRAM];
  await promisify(execFile)(command, args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env.PATH },
  });
});
