import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { Server } from 'node:http';
import { join } from 'node:path';
import { runServer } from 'verdaccio';

export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** The text of an `.npmrc` that uses this registry for @ticketbridge, and for nothing else. */
  readonly npmrc: string;
}

/** A package registry on a free port of this machine, with an empty storage in the folder. It asks no other registry. */
export async function startRegistry(folder: string): Promise<Registry> {
  await mkdir(folder, { recursive: true });
  const server: unknown = await runServer({
    configPath: join(folder, 'config.yaml'),
    storage: join(folder, 'storage'),
    packages: { '**': { access: '$all', publish: '$all' } },
    // A file would be opened later, when the folder may be gone.
    log: { type: 'stdout', format: 'json', level: 'fatal' },
  });
  if (!(server instanceof Server)) throw new TypeError('Verdaccio did not give a server.');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The registry has no port.');
  const host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}`,
    // npm publishes nothing without a token; this registry takes any.
    npmrc: `@ticketbridge:registry=http://${host}/\n//${host}/:_authToken=anyone\n`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
