import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const DESKTOP = { width: 1380, height: 860 };
export const PHONE = { width: 390, height: 844 };

/** Starts the Chromium of this machine; it resolves no name, so that nothing can be fetched from elsewhere. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

export interface Tab extends AsyncDisposable {
  readonly page: Page;
  /** What the pages of this tab wrote to the console, and what failed in them, since `takeErrors` was called last. */
  takeErrors(): string[];
  /** The addresses outside of `origin` that they asked for, likewise. */
  takeStrays(): string[];
}

export async function openTab(browser: Browser, origin: string, viewport = DESKTOP): Promise<Tab> {
  const context: BrowserContext = await browser.newContext({ viewport, colorScheme: 'light' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  let errors: string[] = [];
  let strays: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (line) => {
    if (['error', 'warning', 'assert'].includes(line.type())) errors.push(line.text());
  });
  page.on('request', (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (asked !== origin && protocol !== 'data:' && protocol !== 'blob:') strays.push(request.url());
  });
  const take = <T>(read: () => T, clear: () => void): T => {
    const taken = read();
    clear();
    return taken;
  };
  return {
    page,
    takeErrors: () =>
      take(
        () => errors,
        () => {
          errors = [];
        },
      ),
    takeStrays: () =>
      take(
        () => strays,
        () => {
          strays = [];
        },
      ),
    [Symbol.asyncDispose]: () => context.close(),
  };
}
