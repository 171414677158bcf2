import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSpecs } from '../src/generated-pages/specs.ts';
import { methodsIn, readPythonMethods, withPythonMethods } from '../src/reference/python-methods.ts';

const root = join(import.meta.dirname, '../..');

const reference = `# a_package.TicketsApi

Method | HTTP request | Description
------------- | ------------- | -------------
[**list_tickets**](TicketsApi.md#list_tickets) | **GET** /tickets | List
[**close**](TicketsApi.md#close) | **PUT** /tickets/{id} | Close

# **list_tickets**
> GetTickets list_tickets(status=status)

# **close**
> close(id, ticket_status, note=note)
`;

test('reads methods with what has to be given to them, by verb and path', () => {
  assert.deepEqual(methodsIn(reference, 'a-python'), [
    ['GET /tickets', { folder: 'a-python', name: 'list_tickets', required: [] }],
    ['PUT /tickets/{id}', { folder: 'a-python', name: 'close', required: ['id', 'ticket_status'] }],
  ]);
});

test('names every method of an operation, and shows the call of the first beside that of TypeScript', () => {
  const methods = new Map([
    [
      'PUT /tickets/{id}',
      ['a-python', 'a-python-vendor'].map((folder) => ({ folder, name: 'close', required: ['id'] })),
    ],
  ]);
  const put = { description: 'Closes it.', 'x-codeSamples': [{ lang: 'ts' }] };
  const document = { paths: { '/tickets/{id}': { parameters: [], put, get: { description: 'Reads it.' } } } };
  assert.deepEqual(withPythonMethods(document, methods).paths, {
    '/tickets/{id}': {
      parameters: [],
      put: {
        description: `Closes it.

**In Python:** [\`close\`](/reference/python/a-python/#close) of ticketbridge-a, and [\`close\`](/reference/python/a-python-vendor/#close) of ticketbridge-a-vendor.`,
        'x-codeSamples': [{ lang: 'ts' }, { lang: 'python', label: 'Python', source: 'api.close(id)' }],
      },
      get: { description: 'Reads it.' },
    },
  });
});

test('each operation of a vendor has a method in each of its Python packages, if they are generated', async () => {
  for (const { vendor, document } of await readSpecs(root)) {
    const methods = await readPythonMethods(root, vendor);
    const operations = Object.entries(Object(document.paths)).flatMap(([path, item]) =>
      Object.keys(Object(item))
        .filter((key) => key !== 'parameters')
        .map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    const folders = new Set([...methods.values()].flat().map(({ folder }) => folder));
    for (const folder of folders) {
      const called = [...methods].flatMap(([route, all]) => (all.some((one) => one.folder === folder) ? [route] : []));
      assert.deepEqual(called.sort(), operations.sort(), folder);
    }
  }
});
