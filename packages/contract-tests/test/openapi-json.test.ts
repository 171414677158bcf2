import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSpec, formatProblem } from '@ticketbridge/scripts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readSpec, VENDORS } from './spec.ts';

function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(referencesIn);
  return '$ref' in node ? [String(node.$ref), ...inner] : inner;
}

describe.each(VENDORS)('the openapi.json of the client of $name', async ({ name }) => {
  const file = createRequire(import.meta.url).resolve(`@ticketbridge/${name}/openapi.json`);
  const document: unknown = JSON.parse(await readFile(file, 'utf8'));

  test('equals the spec that the client is generated from', async () => {
    expect(document).toEqual((await readSpec(name)).document);
  });

  test('refers to nothing outside itself', () => {
    expect(referencesIn(document).filter((reference) => !reference.startsWith('#/'))).toEqual([]);
  });

  test('is a valid spec with no file beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openapi-json-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const alone = join(folder, 'openapi.json');
    await copyFile(file, alone);
    const checked = await checkSpec(alone, { rules: 'generation' });
    expect(checked.ok ? [] : checked.problems.map(formatProblem)).toEqual([]);
  });
});
