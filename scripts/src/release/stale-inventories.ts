import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inventoryOf } from '../generate/files.ts';
import { checkSpec, formatProblem } from '../spec/check.ts';
import { vendorsIn } from '../vendors.ts';

/**
 * Lists the clients whose `api.md` is not what their spec gives now, one sentence each.
 *
 * @throws Error for a spec that is not valid, with each place
 */
export async function staleInventories(root: string): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, spec } of await vendorsIn(root)) {
    const file = `packages/${name}/api.md`;
    const checked = await checkSpec(spec, { vendor: name, rules: 'generation' });
    if (!checked.ok) throw new Error(['A spec is not valid.', ...checked.problems.map(formatProblem)].join('\n'));
    if ((await readFile(join(root, file), 'utf8').catch(() => '')) !== inventoryOf(name, checked.document)) {
      problems.push(`${file} is not what its spec gives now.`);
    }
  }
  return problems;
}
