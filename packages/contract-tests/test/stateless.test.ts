import { createValidator } from '@ticketbridge/ledger';
import { startSandbox } from '@ticketbridge/sandbox';
import { afterAll, describe, expect, test } from 'vitest';
import { vendors } from './clients.ts';
import { describedCalls, NO_INPUT, NO_SUCCESS } from './generated-requests.ts';
import { at, text } from './json.ts';
import { recordingFetch } from './recording-fetch.ts';
import { hasHandlers } from './spec.ts';

const stateless = vendors.filter(({ spec }) => !hasHandlers(spec.name));
const sandbox = await startSandbox();
afterAll(() => sandbox.close());

test('the sandbox serves every vendor', () => {
  for (const { spec } of vendors) expect(text(sandbox, spec.name, 'baseUrl')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
});

describe.each(stateless)('$spec.name, of which the sandbox knows the examples alone', ({ spec, secrets, create }) => {
  const running = at(sandbox, spec.name);
  const baseUrl = text(running, 'baseUrl');
  const judge = createValidator({ ...spec, server: baseUrl });

  const own = Object.fromEntries(secrets.map((option) => [option, text(running, option)]));

  test.for(spec.operations)('$id: the client sends and takes what the spec describes', async ({ id }, { skip }) => {
    const calls = describedCalls(Object(spec.document), '').filter(({ operation }) => operation === id);
    skip(calls.length === 0, NO_INPUT);
    for (const { input } of calls) {
      const { fetch, exchanges } = recordingFetch();
      const failure = await create('', { ...own, baseUrl, fetch, maxAttempts: 1 })
        [id]?.(input)
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      const refusal = exchanges[0]?.response.headers.get('x-sandbox-refusal');
      skip(refusal === 'not-implemented', NO_SUCCESS);
      if (failure) throw failure;
      expect(exchanges.map(judge)).toEqual([{ operation: id, violations: [] }]);
      expect(exchanges.map(({ response }) => response.headers.get('x-sandbox-stateless'))).toEqual(['true']);
    }
  });
});
