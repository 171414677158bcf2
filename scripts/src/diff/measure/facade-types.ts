import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

const SOURCE = join(import.meta.dirname, '../../../../packages/facade/src');

let declared: Promise<ReadonlyMap<string, string>> | undefined;

/**
 * The facade's declarations, by their paths in its sources, with the client of the vendor from another place. What they
 * take from the other vendors' clients is of any type.
 */
export async function facadeTypes(vendor: string, client: string): Promise<Readonly<Record<string, string>>> {
  declared ??= declare();
  const files = Array.from(await declared, ([path, text]): [string, string] => {
    const place = `${'../'.repeat(path.split('/').length)}${client}`;
    return [path, text.replaceAll(`'@ticketbridge/${vendor}'`, `'${place}'`)];
  });
  return Object.fromEntries(files);
}

async function declare(): Promise<ReadonlyMap<string, string>> {
  const declarations = new Map<string, string>();
  for await (const path of glob('**/*.ts', { cwd: SOURCE, exclude: ['testing'] })) {
    const { outputText } = ts.transpileDeclaration(await readFile(join(SOURCE, path), 'utf8'), { fileName: path });
    declarations.set(path.replace(/\.ts$/, '.d.ts'), outputText);
  }
  return declarations;
}
