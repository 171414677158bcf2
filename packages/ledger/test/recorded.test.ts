import { expect, test } from 'vitest';
import { recordedPackages } from '../src/index.ts';

test('the packages that depend on the ledger are recorded', async () => {
  const folders = await recordedPackages();
  expect(folders.map((folder) => folder.split('/').at(-1))).toEqual(
    expect.arrayContaining(['brandlovers', 'clubcollect', 'contract-tests', 'examples', 'facade', 'sandbox']),
  );
});
