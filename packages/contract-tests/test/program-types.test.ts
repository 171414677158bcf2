import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findGuides, findPrograms, findReadmes } from '@ticketbridge/scripts/readme';
import { expect, test } from 'vitest';
import { runBin, scratchFolder } from './scratch.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

test('every program of a README or a guide compiles, as strictly as our own code', async () => {
  const folder = await scratchFolder();
  const programs = [...findReadmes(ROOT), ...findGuides(ROOT)].flatMap(({ file, markdown }) =>
    findPrograms(file, markdown),
  );
  const files = programs.map(({ place, source }) => ({ name: `${place.replaceAll(/[^\w]/g, '_')}.ts`, source }));
  for (const { name, source } of files) await writeFile(join(folder, name), `${source}\nexport {};\n`);
  // An application has one undici, beside http.
  const compilerOptions = { paths: { undici: ['../../../http/node_modules/undici/index.d.ts'] } };
  const tsconfig = { extends: '../tsconfig.json', compilerOptions, include: [], files: files.map(({ name }) => name) };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));

  const { stdout } = await runBin(folder, 'tsc', '-p', '.', '--pretty', 'false');

  expect(stdout).toBe('');
});
