import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import type { Ledger } from './ledger.ts';

/** Writes the ledger as one page that needs nothing else. */
export async function renderPage(ledger: Ledger): Promise<string> {
  const [html, style, app] = await Promise.all([read('index.html'), read('style.css'), read('app.ts')]);
  const { code } = await transform(app, { loader: 'ts' });
  return (
    html
      .replace('/* style */', () => style)
      .replace('/* app */', () => code)
      // In a script element, nothing but this could end it.
      .replace('"the ledger"', () => JSON.stringify(ledger).replaceAll('<', '\\u003c'))
  );
}

function read(name: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`./page/${name}`, import.meta.url)), 'utf8');
}
