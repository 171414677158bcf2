import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { attribute } from '../diff/attribute.ts';
import { measure } from '../diff/measure/measure.ts';
import { rateChanges } from '../diff/rate.ts';
import type { RatedChange } from '../diff/verdict.ts';
import { asDocument } from '../generate/document.ts';
import { checkSpec, formatProblem } from '../spec/check.ts';
import { exists } from './files.ts';
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
      return await rate(vendor, await read(folder, vendor), await read(root, vendor), await hasFacade(root, vendor));
    } finally {
      await rm(folder, { recursive: true });
    }
  };
}

/** By the rules, and by what stops compiling. */
async function rate(
  vendor: string,
  from: OpenAPI3,
  to: OpenAPI3,
  isInFacade: boolean,
): Promise<readonly RatedChange[]> {
  const rated = rateChanges(asDocument(from), asDocument(to), isInFacade ? { instants: [], texts: [] } : undefined);
  const [broken = []] = rated.length > 0 ? await measure([{ vendor, from, to }]) : [];
  return attribute(rated, broken);
}

function hasFacade(root: string, vendor: string): Promise<boolean> {
  return exists(join(root, 'packages/facade/src', vendor));
}

async function read(root: string, vendor: string): Promise<OpenAPI3> {
  const checked = await checkSpec(join(root, 'specs', vendor, 'openapi.yaml'), { vendor, rules: 'generation' });
  if (!checked.ok) throw new Error(['A spec is not valid.', ...checked.problems.map(formatProblem)].join('\n'));
  return checked.document;
}
