import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createForward, type Upstream } from './forward.ts';

export interface PageOptions extends Upstream {
  /** On loopback; 0 for a free one. */
  readonly port: number;
}

/** A page that is served. */
export interface ServedPage {
  readonly origin: string;
  close(): Promise<void>;
}

const HEADERS = {
  'content-security-policy': "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/**
 * Bundles the page and serves it on loopback. What it asks of the vendor, this server asks in its place.
 *
 * @throws TicketbridgeError `invalid-input` where the vendor's client would not take the base URL or the token
 */
export async function startPage({ port, ...upstream }: PageOptions): Promise<ServedPage> {
  const forward = createForward(upstream);
  const assets = await loadAssets();
  const answer: RequestListener = (request, response) => {
    const { method, url, headers, socket } = request;
    response.setHeaders(new Headers(HEADERS));
    // Another name for this address would be another site's page (DNS rebinding).
    const isOurs = headers.host === new URL(`http://127.0.0.1:${socket.localPort}`).host;
    if (isOurs && url?.startsWith('/api/')) return forward(request, response);
    const asset = isOurs && method === 'GET' ? assets.get(url) : undefined;
    const refused = isOurs ? 404 : 403;
    response.writeHead(asset ? 200 : refused, { 'content-type': asset?.type ?? 'text/plain' }).end(asset?.content);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function loadAssets() {
  const file = (name: string) => new URL(name, import.meta.url);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file('app.tsx'))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return new Map<unknown, { readonly type: string; readonly content: string | Buffer }>([
    ['/', { type: 'text/html; charset=utf-8', content: await readFile(file('index.html')) }],
    ['/style.css', { type: 'text/css', content: await readFile(file('style.css')) }],
    ['/app.js', { type: 'text/javascript', content: outputFiles[0]?.text ?? '' }],
  ]);
}
