import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument } from './document.ts';
import { emitClient } from './emit-client.ts';
import { emitFetchClient } from './emit-fetch-client.ts';
import { emitInventory } from './emit-inventory.ts';
import { emitIndex, emitOperations } from './emit-operations.ts';
import { readOperations } from './model.ts';

/** Makes what a client's package takes from its spec, which the lint has passed: texts by their path in the package. */
export async function generateFiles(vendor: string, checked: OpenAPI3): Promise<Readonly<Record<string, string>>> {
  const document = asDocument(checked);
  const operations = readOperations(document);
  // Loaded late: openapi-typescript brings a compiler, which a spec with problems does not need.
  const { emitSchemaTypes } = await import('./schema-types.ts');
  return {
    'src/generated/schema.ts': await emitSchemaTypes(structuredClone(checked)),
    'src/generated/operations.ts': emitOperations(vendor, document, operations),
    'src/generated/client.ts': emitClient(vendor, document, operations),
    'src/generated/index.ts': emitIndex(vendor, document, operations),
    'src/generated/openapi-fetch.ts': emitFetchClient(vendor, document, operations),
    'openapi.json': `${JSON.stringify(checked, null, 2)}\n`,
    'api.md': inventoryOf(vendor, checked),
  };
}

/** Writes the inventory of a client, which alone of what is generated is tracked. */
export function inventoryOf(vendor: string, checked: OpenAPI3): string {
  const document = asDocument(checked);
  return emitInventory(`@ticketbridge/${vendor}`, document, readOperations(document));
}
