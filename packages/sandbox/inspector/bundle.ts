// node inspector/bundle.ts: makes one page of the inspector's files, as text in a module of the sandbox.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { rolldown } from 'rolldown';

const read = (name: string) => readFile(new URL(`page/${name}`, import.meta.url), 'utf8');

const bundle = await rolldown({ input: new URL('page/main.ts', import.meta.url).pathname });
const { output } = await bundle.generate({ format: 'esm', minify: true });
await bundle.close();
const [script, style, page] = [output[0].code.trim(), await read('style.css'), await read('index.html')];

// As text: a "$" in the code would mean something to `replace`.
const html = page.replace('/* style */', () => style).replace('/* script */', () => script);
const digest = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const policy = [
  "default-src 'none'",
  "connect-src 'self'",
  'img-src data:',
  `script-src ${digest(script)}`,
  `style-src ${digest(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const file = new URL('../src/generated/inspector.ts', import.meta.url);
await mkdir(new URL('.', file), { recursive: true });
await writeFile(
  file,
  `/** The inspector: a page that needs nothing from elsewhere. */\nexport const page: string = ${JSON.stringify(html)};\n\n/** What the page may load and run. */\nexport const policy: string = ${JSON.stringify(policy)};\n`,
);
