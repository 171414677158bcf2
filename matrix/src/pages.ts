import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Report, World } from '../suite/world.ts';

/** Chromium, and a server of the pages in a folder. */
export interface Pages extends AsyncDisposable {
  readonly origin: string;
  /** Opens a page by its file, and runs the suite that it brings. */
  run(file: string, world: World): Promise<Report>;
}

declare global {
  /** What a page of the suite brings. */
  var runSuite: ((world: World) => Promise<Report>) | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

export async function openPages(root: string): Promise<Pages> {
  const server = createServer(async ({ url = '' }, response) => {
    const file = new URL(url, 'http://localhost').pathname;
    try {
      const content = await readFile(join(root, file));
      response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The pages have no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    origin,
    async run(file, world) {
      const page = await browser.newPage();
      try {
        const failure = new Promise<never>((_, reject) => page.once('pageerror', reject));
        const report = (async () => {
          await page.goto(new URL(file.slice(root.length), origin).href);
          await page.waitForFunction(() => globalThis.runSuite !== undefined);
          return page.evaluate((where) => globalThis.runSuite?.(where) ?? {}, world);
        })();
        return await Promise.race([report, failure]);
      } finally {
        await page.close();
      }
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
