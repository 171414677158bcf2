import { sentCredentials } from '../generate/credentials.ts';
import type { Document } from '../generate/document.ts';
import { clientNames } from '../generate/emit-client.ts';
import type { OperationModel } from '../generate/model.ts';
import { literal, quoted } from '../generate/text.ts';
import { exampleCall } from './example.ts';

/** What the texts of a vendor's packages are made of. */
export interface Imported {
  readonly name: string;
  /** What the spec calls the API, on one line. */
  readonly title: string;
  readonly document: Document;
  readonly operations: readonly OperationModel[];
  /** The file that the spec came from, by its name. */
  readonly source: string;
  /** What was changed on the way, one sentence each. */
  readonly notes: readonly string[];
}

/** The README of a client whose spec was imported. Its program is run by the tests. */
export function clientReadme({ name, title, document, operations }: Imported): string {
  const { create } = clientNames(name);
  const shown = exampleCall(document, operations);
  const credentials = sentCredentials(operations);
  const options = ['baseUrl', ...credentials.map(({ form }) => form.option)];
  const given = options.map((option) => `${option}: sandbox.${name}.${option}`).join(', ');
  return `# @ticketbridge/${name}

Typed client of ${title}, generated from its spec. [api.md](api.md) lists every operation with its input,
output and documented refusals.

**The documentation is below our standard.** The spec was imported as the vendor wrote it: what a field or a status means
may be missing or wrong. The sandbox knows nothing but the spec's examples: it keeps no state, whatever is sent to it, and
marks each answer.

\`\`\`ts
import { ${create} } from '@ticketbridge/${name}';
import { startSandbox } from '@ticketbridge/sandbox';

await using sandbox = await startSandbox();
const ${name} = ${create}({ ${given} });

${shown ? `console.log(await ${name}.${shown.operation.id}(${shown.args}));` : `console.log(Object.keys(${name}));`}
\`\`\`

- **Input**: one flat object: path, query and body fields side by side; then the options of the call (\`signal\`,
  \`headers\`, \`timeout\`, \`deadline\`, \`maxAttempts\`). Unknown keys, wrong types and missing fields are compile errors and, at
  run time, an \`invalid-input\` error before anything is sent, whose \`field\` names what is wrong.
- **Output**: the documented body, or \`{ status }\` where none is documented.
${credentials.length > 0 ? CREDENTIAL : ''}- **openapi-fetch**: \`@ticketbridge/${name}/openapi-fetch\` has the same calls in the form of openapi-fetch, also for the
  libraries around it: see [how](../http/README.md#openapi-fetch).
- **A write may have been done although it failed.** Look at an error's \`outcome\` before sending again. \`causeOf(error)\` gives
  what \`fetch\` or your credential function threw; nothing renders it, since it may hold secrets.
`;
}

const CREDENTIAL = `- **Credential**: the secret alone; [api.md](api.md#credential) says how it is sent. No error, log line or inspection shows
  it.
`;

/** The README of a spec that was imported. */
export function specReadme({ name, title, source, notes }: Imported): string {
  const changes = notes.length > 0 ? notes.map((note) => `- ${note}`).join('\n') : 'Nothing but its form.';
  return `# ${title}

\`openapi.yaml\` was imported from \`${source}\` by \`pnpm new:api\`.

## What was changed

${changes}

## Below the house rules

The lint holds this spec only to what would be generated wrongly, and the client's README says so. To raise it:

1. Remove \`--generation-only\` from \`package.json\`, and the file \`imported.json\`; mend what \`pnpm lint:specs\` names: descriptions, examples, what
   each status means, and where a fact comes from. [../README.md](../README.md) has the rules.
2. Write the vendor's facts a second time, into \`packages/contract-tests/facts/${name}.yaml\`; a test asks for it.
3. Take the warning out of \`packages/${name}/README.md\`, and write there what a caller has to know.
`;
}

/** A first test of a client, for others to stand beside. */
export function clientTest({ name, document, operations }: Imported): string {
  const { create } = clientNames(name);
  const shown = exampleCall(document, operations);
  const { url } = document.servers[0];
  const secrets = sentCredentials(operations).map(({ form, scheme }) => `${form.option}: ${SECRETS[scheme]}`);
  if (!shown) return methodsTest({ name, operations }, secrets);
  const options = [...secrets, 'fetch', 'maxAttempts: 1'].join(', ');
  const { id } = shown.operation;
  return `import { ${create} } from '@ticketbridge/${name}';
import { expect, test, vi } from 'vitest';

test('sends to production when no base URL is given, and says what was refused', async () => {
  const fetch = vi.fn(async (_url: string) => new Response(null, { status: 404 }));
  const ${name} = ${create}({ ${options} });
  const call = ${name}.${id}(${shown.args});
  await expect(call).rejects.toMatchObject({ vendor: '${name}', operation: '${id}', status: 404 });
  expect(fetch.mock.calls).toEqual([[expect.stringContaining(${quoted(url)}), expect.anything()]]);
});
`;
}

/** A first test where no input can be made that the vendor would take. */
function methodsTest({ name, operations }: Pick<Imported, 'name' | 'operations'>, secrets: readonly string[]): string {
  const { create } = clientNames(name);
  const options = secrets.length > 0 ? `{ ${secrets.join(', ')} }` : '';
  return `import { ${create} } from '@ticketbridge/${name}';
import { expect, test } from 'vitest';

test('has a method for each operation', () => {
  expect(Object.keys(${create}(${options})).sort()).toEqual(${literal(operations.map(({ id }) => id).sort())});
});
`;
}

/** The changeset of a new client, which the sandbox serves. */
export function changeset({ name, title }: Imported): string {
  return `---
'@ticketbridge/${name}': minor
'@ticketbridge/sandbox': minor
---

A typed client of ${title}, generated from the vendor's own spec. The sandbox answers its calls with the
examples of the spec, keeps no state for it, and marks every such answer.
`;
}

const SECRETS = { verbatim: "'secret'", basic: "'user:secret'" } as const;
