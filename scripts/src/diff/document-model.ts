import { readCredentials, sentCredentials } from '../generate/credentials.ts';
import { type Document, METHODS } from '../generate/document.ts';
import { componentType } from '../generate/type-names.ts';
import { leftover } from './leftover.ts';
import { below, type Facts, type Node, nodeAt } from './node.ts';
import { readOperations } from './operation-model.ts';
import { readSchema } from './schema-model.ts';

/** A spec as its consumers meet it: everything by what it is called, nothing by where it stands. */
export interface Model {
  readonly document: Node;
  readonly servers: Facts;
  readonly options: Facts;
  readonly operations: Readonly<Record<string, Node>>;
  readonly schemas: Readonly<Record<string, Node>>;
}

const READ = ['servers', 'paths', 'components', 'security', 'x-error-code-keys', 'x-request-content-type'];

/** Components that say nothing to a client. */
const TEXTS: readonly string[] = ['examples', 'links', 'headers', 'callbacks'];

export function readModel(document: Document): Model {
  const [usual, ...servers] = document.servers;
  const operations = readOperations(document);
  return {
    document: nodeAt(
      { kind: 'document', pointer: '', raw: document, label: document.info.title },
      {
        errorCodeKeys: document['x-error-code-keys'],
        requestContentType: document['x-request-content-type'],
        ...leftover(document, READ),
        components: Object.fromEntries(
          Object.entries(document.components ?? {}).filter(([name]) => TEXTS.includes(name)),
        ),
      },
    ),
    servers: {
      usual: nodeAt(
        { kind: 'server', pointer: '/servers/0', raw: usual, label: usual.url },
        { url: usual.url, ...leftover(usual, ['url']) },
      ),
      others: Object.fromEntries(
        servers.map((server, index) => [
          server.url,
          nodeAt(
            { kind: 'server', pointer: below('/servers', index + 1), raw: server, label: server.url },
            leftover(server, ['url']),
          ),
        ]),
      ),
    },
    options: readOptions(document),
    operations: Object.fromEntries(operations.map((operation) => [String(operation.id), operation])),
    schemas: Object.fromEntries(
      Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
        const pointer = below('/components/schemas', name);
        return [
          componentType(name),
          readSchema({ document, schema, pointer, label: componentType(name) }, 'component'),
        ];
      }),
    ),
  };
}

/** The options by which a caller gives the secrets that operations send. */
function readOptions(document: Document): Facts {
  const sent = Object.values(document.paths).flatMap((item) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ credentials: readCredentials(document, operation.security ?? document.security) }] : [];
    }),
  );
  return Object.fromEntries(
    sentCredentials(sent).map(({ form: { option } }) => [
      option,
      nodeAt({ kind: 'option', pointer: '/components/securitySchemes', raw: option, label: option }, {}),
    ]),
  );
}
