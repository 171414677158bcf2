import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { diffSpecs } from '../diff/diff-specs.ts';
import { facadeReads } from '../diff/facade-reads.ts';
import { checkSpec, formatProblem } from '../spec/check.ts';
import { run } from './run.ts';
import type { RateSpec } from './spec-changes.ts';

/** Rates the specs of a workspace, each with its examples, as they are now against what they were at a commit. */
export function specRater(root: string): RateSpec {
  return async (vendor, since) => {
    const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-spec-'));
    try {
      const archive = join(folder, 'spec.tar');
      await run('git', ['archive', '--output', archive, since, `specs/${vendor}`], { cwd: root });
      await run('tar', ['-xf', archive, '-C', folder]);
      const [from, to] = [await read(folder, vendor), await read(root, vendor)];
      const facade = await facadeReads(root, vendor);
      // Each package shifts by its own version.
      return (await diffSpecs({ vendor, from, to, facade, version: '1.0.0' })).changes;
    } finally {
      await rm(folder, { recursive: true });
    }
  };
}

async function read(root: string, vendor: string): Promise<OpenAPI3> {
  const checked = await checkSpec(join(root, 'specs', vendor, 'openapi.yaml'), { vendor, rules: 'generation' });
  if (!checked.ok) throw new Error(['A spec is not valid.', ...checked.problems.map(formatProblem)].join('\n'));
  return checked.document;
}
