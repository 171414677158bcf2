import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

export interface Site extends AsyncDisposable {
  /** Such as `http://127.0.0.1:4321`. */
  readonly origin: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** Serves a folder on loopback as a static host does: a folder's index, and 404.html for what is not there. */
export async function serve(folder: string): Promise<Site> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site.example');
    const path = join(folder, normalize(decodeURIComponent(pathname)));
    const found = await readSite(path);
    const body = found?.body ?? (await readSite(join(folder, '404.html')))?.body ?? 'Not found';
    const type = TYPES[extname(found?.file ?? '.html')] ?? 'application/octet-stream';
    response.writeHead(found ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readSite(path: string): Promise<{ readonly file: string; readonly body: Buffer } | undefined> {
  try {
    const file = (await stat(path)).isDirectory() ? join(path, 'index.html') : path;
    return { file, body: await readFile(file) };
  } catch {
    return undefined;
  }
}
