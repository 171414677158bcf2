import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export interface Server extends AsyncDisposable {
  readonly url: string;
}

/** Starts the server as docs/remote-cache.md does, on a free port of this machine; it keeps what it gets in a folder. */
export async function startServer(folder: string, token: string, signal: AbortSignal): Promise<Server> {
  const port = await freePort();
  const command = resolve(import.meta.dirname, '../node_modules/.bin/turborepo-remote-cache');
  const storage = { STORAGE_PROVIDER: 'local', STORAGE_PATH: folder, STORAGE_PATH_USE_TMP_FOLDER: 'false' };
  const child = spawn(command, {
    env: { ...process.env, ...storage, TURBO_TOKEN: token, HOST: '127.0.0.1', PORT: `${port}`, LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${url}/v8/artifacts/status`).then(
      () => true,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it was ready.`);
    await setTimeout(100, undefined, { signal });
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new TypeError('There is no port.');
  return address.port;
}
