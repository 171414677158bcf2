import ts from 'typescript';
import { capitalised } from '../generate/text.ts';
import { SHARED_TYPES } from '../generate/type-names.ts';
import { packagesIn } from '../release/packages.ts';
import { packagesOf } from './places.ts';

/** Names that a running sandbox and its options have for something else. */
const OF_SANDBOX = ['close', 'data', 'port', 'then'];

/**
 * Checks that a vendor can have a name: it becomes a folder, a package, and an identifier of the generated code.
 *
 * @throws Error that says what would be right
 */
export async function checkName(root: string, name: string): Promise<void> {
  if (!/^[a-z][a-z0-9]{1,39}$/.test(name)) {
    throw new Error(
      `"${name}" cannot be a vendor's name: write 2 to 40 lowercase letters and digits, such as "museum".`,
    );
  }
  if (isWordOfCode(name)) throw new Error(`"${name}" means something else in the generated code: choose another name.`);
  const taken = await packagesIn(root, '{packages/*,specs/*,scripts,examples}/package.json');
  const same = taken.find(
    ({ manifest, folder }) => packagesOf(name).includes(manifest.name) || folder.endsWith(`/${name}`),
  );
  if (same) throw new Error(`There is ${same.folder} already: choose another name than "${name}".`);
}

function isWordOfCode(name: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, name);
  const type = capitalised(name);
  const types = [type, `${type}Options`, `${type}Operations`];
  return (
    scanner.scan() !== ts.SyntaxKind.Identifier ||
    OF_SANDBOX.includes(name) ||
    ['api', 'operations', 'schema'].includes(name) ||
    types.some((known) => SHARED_TYPES.includes(known) || known in globalThis)
  );
}
