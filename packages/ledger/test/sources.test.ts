import { expect, test } from 'vitest';
import { hashSources, recordedPackages } from '../src/index.ts';

test('the packages that depend on the ledger are recorded, each with a hash of its own', async () => {
  const folders = await recordedPackages();
  expect(folders.map((folder) => folder.split('/').at(-1))).toEqual(
    expect.arrayContaining(['brandlovers', 'clubcollect', 'contract-tests', 'examples', 'facade', 'sandbox']),
  );
  const hashes = await Promise.all(folders.map((folder) => hashSources(folder)));
  expect(new Set(hashes).size).toBe(folders.length);
});
