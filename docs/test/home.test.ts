import assert from 'node:assert/strict';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { headline, IN_THE_FACADE, introduce } from '../src/home/vendors.ts';

const KNOWN = ['brandlovers', 'clubcollect'].map((vendor) => ({ vendor, title: `${vendor} API`, isImported: false }));
const MUSEUM = { vendor: 'museum', title: 'House of clocks', isImported: true };

test('the first page introduces each vendor that there is, also one that the facade does not know', () => {
  const introduced = introduce([...KNOWN, MUSEUM]);
  assert.deepEqual(
    introduced.map(({ title }) => title),
    ['BrandLovers', 'ClubCollect', 'House of clocks'],
  );
  const { text, links } = introduced[2] ?? assert.fail();
  assert.match(text, /imported as it is\. The one model does not cover it\./);
  assert.deepEqual(
    links.map(({ href }) => href),
    ['./packages/museum/', './reference/museum/', './maintaining/specs/museum/'],
  );
  assert.doesNotMatch(JSON.stringify(introduced[2]), /page leaves open/);
});

test('the headline counts the vendors that the one model covers', () => {
  const expected = { title: 'Two ticket APIs, one way to answer', names: 'BrandLovers and ClubCollect' };
  assert.deepEqual(headline([...KNOWN, MUSEUM]), expected);
  assert.deepEqual(headline(KNOWN.slice(0, 1)).names, 'BrandLovers');
});

test('the vendors of the facade are those that the first page knows', async () => {
  const root = join(import.meta.dirname, '../..');
  const specs = await Array.fromAsync(glob('specs/*/openapi.yaml', { cwd: root }));
  const inFacade = [];
  for (const vendor of specs.map((file) => file.split('/')[1] ?? '')) {
    const adapters = await Array.fromAsync(glob(`packages/facade/src/${vendor}/*.ts`, { cwd: root }));
    if (adapters.length > 0) inFacade.push(vendor);
  }
  assert.deepEqual(inFacade.sort(), Object.keys(IN_THE_FACADE));
});
