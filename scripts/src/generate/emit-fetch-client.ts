import { sentCredentials } from './credentials.ts';
import type { Document } from './document.ts';
import { clientNames } from './emit-client.ts';
import type { OperationModel } from './model.ts';
import { capitalised, docComment } from './text.ts';

/** The generated `openapi-fetch.ts`, an entry of the package: the same operations in the calls of openapi-fetch. */
export function emitFetchClient(vendor: string, document: Document, operations: readonly OperationModel[]): string {
  const { create } = clientNames(vendor);
  const name = `${capitalised(vendor)}FetchClient`;
  const { title } = document.info;
  const given = sentCredentials(operations)
    .map(({ form }) => form.option)
    .join(', ');
  const parts = [
    "import { createFetchClient, type FetchClient } from '@ticketbridge/http/openapi-fetch';\n" +
      `import type { ${capitalised(vendor)}Options } from './client.ts';\n` +
      "import { api } from './operations.ts';\n" +
      "import type { paths } from './schema.ts';",
    "export type { AnsweredPaths, Observer } from '@ticketbridge/http/openapi-fetch';\n" +
      `${docComment([PATHS])}\nexport type { paths } from './schema.ts';`,
    `${docComment([`A client of ${title} with the calls of openapi-fetch.`])}\n` +
      `export type ${name} = FetchClient<paths>;`,
    `${docComment([
      `Creates a client of ${title} with the calls of openapi-fetch, which are sent as those of \`${create}\` are.\n\n` +
        `@throws TicketbridgeError \`invalid-input\`, as \`${create}\` does\n` +
        `@example\nconst ${vendor} = ${create}FetchClient(${given && `{ ${given} }`});`,
    ])}\n` +
      `export function ${create}FetchClient(options: ${capitalised(vendor)}Options${given ? '' : ' = {}'}): ${name} {\n` +
      '  return createFetchClient<paths>(api, options);\n}',
  ];
  return `${parts.join('\n\n')}\n`;
}

const PATHS = `The types that openapi-typescript makes of the spec. Their paths, methods, parameters, bodies and numeric statuses are the
spec's; whatever else they hold is openapi-typescript's own form, and may change with its version.`;
