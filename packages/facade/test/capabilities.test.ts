import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capabilities } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import { openDesk } from './desk.ts';

const table = Object.entries(capabilities());

test('a verb that the table grants exists, and one that it denies does not', async () => {
  const { bridge } = await openDesk();
  for (const [vendor, verbs] of table) {
    for (const [verb, can] of Object.entries(verbs)) {
      const own = Object.entries(bridge).find(([name]) => name === vendor)?.[1];
      expect([vendor, verb, verb in bridge || verb in Object(own)]).toEqual([vendor, verb, can === true]);
    }
  }
});

test('the README prints the table', async () => {
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
  const printed = readme.match(/<!-- capabilities -->([\s\S]*?)<!-- \/capabilities -->/)?.[1] ?? '';
  const rows = printed
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const { brandlovers, clubcollect } = capabilities();
  const cell = (can: string | true) => (can === true ? 'yes' : `no: ${can}`);
  const verbs = Object.keys(brandlovers) as (keyof typeof brandlovers)[];
  expect(rows).toEqual(verbs.map((verb) => ['', `\`${verb}\``, cell(brandlovers[verb]), cell(clubcollect[verb]), '']));
  expect(Object.keys(clubcollect).sort()).toEqual([...verbs].sort());
});
