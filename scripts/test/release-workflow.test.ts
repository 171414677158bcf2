import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Workflow {
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<
    Record<string, { readonly environment?: string; readonly permissions?: Readonly<Record<string, string>> }>
  >;
}

async function readWorkflow(): Promise<Workflow> {
  const text = await readFile(join(import.meta.dirname, '../../.github/workflows/release.yml'), 'utf8');
  return parse(text);
}

test('only a job in the protected environment can speak for this repository at the registry', async () => {
  const { jobs } = await readWorkflow();
  const trusted = Object.values(jobs).filter(({ permissions }) => permissions?.['id-token'] !== undefined);
  expect(trusted.map(({ environment }) => environment)).toEqual(['npm']);
});

test('a run that makes a version and one that publishes it do not cancel each other', async () => {
  expect((await readWorkflow()).concurrency.group).toContain('github.ref_name');
});
