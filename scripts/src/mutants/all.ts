import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { vendorsIn } from '../vendors.ts';
import { client } from './client.ts';
import { facade } from './facade.ts';
import { inbox } from './inbox.ts';
import { type Mutant, sourceMutants } from './mutant.ts';
import { server } from './server.ts';
import { specMutants } from './spec.ts';

/**
 * Lists the mutants of all corners.
 *
 * @throws Error that names each which does not fit the working tree any more
 */
export async function allMutants(root: string): Promise<readonly Mutant[]> {
  const vendors = await vendorsIn(root);
  // The facts of a young spec are pinned nowhere yet.
  const specs = vendors
    .filter(({ isYoung }) => !isYoung)
    .map(async ({ name, spec }) =>
      specMutants({
        file: relative(root, spec).replaceAll('\\', '/'),
        vendor: name,
        text: await readFile(spec, 'utf8'),
      }),
    );
  const ofCode = [
    ...sourceMutants('server', server),
    ...sourceMutants('client', client),
    ...sourceMutants('facade', facade),
    ...sourceMutants('inbox', inbox),
  ];
  const misfits = await findMisfits(root, ofCode);
  if (misfits.length > 0) throw new Error(`Mend these rows of scripts/src/mutants:\n${misfits.join('\n')}`);
  return [...(await Promise.all(specs)).flat(), ...ofCode];
}

/**
 * Chooses the mutants whose names hold one of the texts; without a text, all.
 *
 * @throws Error that names a text which no name holds
 */
export function chooseByName(mutants: readonly Mutant[], texts: readonly string[]): readonly Mutant[] {
  const missing = texts.filter((text) => !mutants.some(({ name }) => name.includes(text)));
  if (missing.length > 0) throw new Error(`There is no mutant ${missing.join(', ')}: --all --list names them.`);
  return texts.length === 0 ? mutants : mutants.filter(({ name }) => texts.some((text) => name.includes(text)));
}

/** Finds mutants that do not fit the files of a tree, and those whose tests are not there. */
export async function findMisfits(root: string, mutants: readonly Mutant[]): Promise<readonly string[]> {
  const texts = new Map<string, Promise<string>>();
  const textOf = (file: string): Promise<string> => {
    const text = texts.get(file) ?? readFile(join(root, file), 'utf8');
    texts.set(file, text);
    return text;
  };
  const misfits: string[] = [];
  for (const { name, file, noticedBy, change } of mutants) {
    try {
      change(await textOf(file));
      for (const test of noticedBy) await textOf(test);
    } catch (error) {
      misfits.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return misfits;
}
