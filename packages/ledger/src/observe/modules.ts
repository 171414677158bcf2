import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const CLIENTS = new URL('./clients.ts', import.meta.url).href;

/** What each module exports observed: the name, and the code that wraps it. */
const OBSERVED: Readonly<Record<string, readonly [exported: string, code: string]>> = {
  '@ticketbridge/http': ['createOperations', 'observeOperations(real.createOperations, real.isTicketbridgeError)'],
  '@ticketbridge/http/openapi-fetch': ['createFetchClient', 'observeFetchClient(real.createFetchClient)'],
  '@ticketbridge/sandbox': ['startSandbox', 'observeSandbox(real.startSandbox)'],
};

let vendors: readonly string[] | undefined;

/**
 * Tells whether a module is to be observed where this one imports it: the clients of http are those that a vendor's own
 * package creates. Clients of made-up APIs are http's own tests'.
 */
export function isObserved(specifier: string, importer: string | undefined): boolean {
  if (!(specifier in OBSERVED)) return false;
  if (specifier === '@ticketbridge/sandbox') return true;
  vendors ??= Object.keys(JSON.parse(readFileSync(new URL('../generated/specs.json', import.meta.url), 'utf8')));
  const path = importer?.startsWith('file:') ? fileURLToPath(importer) : importer;
  const clients = vendors.flatMap((name) => [`packages/${name}/src/generated/`, `packages/${name}/dist/`]);
  return clients.some((folder) => path?.startsWith(`${ROOT}${folder}`));
}

/** Writes the module that stands for the one at `url`. */
export function observedModule(specifier: string, url: string): string {
  const [exported, code] = OBSERVED[specifier] ?? [];
  return [
    `import * as real from ${JSON.stringify(url)};`,
    `import { observeFetchClient, observeOperations, observeSandbox } from ${JSON.stringify(CLIENTS)};`,
    `export * from ${JSON.stringify(url)};`,
    `export const ${exported} = ${code};`,
  ].join('\n');
}
