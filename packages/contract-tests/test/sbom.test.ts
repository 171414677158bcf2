import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedPackages } from '@ticketbridge/scripts/packages';
import { writeSbom } from '@ticketbridge/scripts/sbom';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** The packages whose code each of ours holds. */
const BUNDLED = { '@ticketbridge/sandbox': ['ajv', 'ajv-formats'] };

test('the SBOM of each package names whose code it holds', async ({ signal }) => {
  const out = await mkdtemp(join(tmpdir(), 'sbom-'));
  onTestFinished(() => rm(out, { recursive: true }));
  const found: Record<string, string[]> = {};
  for (const { folder, manifest } of await publishedPackages(root)) {
    const file = join(out, 'sbom.json');
    await writeSbom(join(root, folder), file, signal);
    const { components } = JSON.parse(await readFile(file, 'utf8'));
    const bundled = components.filter(isBundled).map(({ name }: { name: string }) => name);
    if (bundled.length > 0) found[manifest.name] = bundled;
  }
  expect(found).toEqual(BUNDLED);
});

function isBundled({ properties = [] }: { properties?: readonly { name: string; value: string }[] }): boolean {
  return properties.some(({ name, value }) => name === 'cdx:npm:package:bundled' && value === 'true');
}
