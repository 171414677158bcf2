import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { openapiGenerator } from '../../src/generate/openapi-generator.ts';
import { generatorOptions } from '../../src/python/generate.ts';
import { TEMPLATES } from '../../src/python/overrides.ts';

/** A package to generate, by the name by which it is imported. */
export interface Package {
  readonly name: string;
  readonly document: OpenAPI3;
}

/** Generates many packages in one run of openapi-generator, each into a folder that can be imported from. */
export async function generateAll(packages: readonly Package[], folder: string): Promise<void> {
  const configs = await Promise.all(
    packages.map(async ({ name, document }) => {
      const [input, config] = [join(folder, `${name}.json`), join(folder, `${name}.config.json`)];
      await writeFile(input, JSON.stringify(document));
      const none = 'false';
      const options = {
        ...(await generatorOptions(name, document)),
        generatorName: 'python',
        inputSpec: input,
        outputDir: join(folder, 'packages', name),
        templateDir: TEMPLATES,
        packageName: name,
        globalProperties: { apiTests: none, modelTests: none, apiDocs: none, modelDocs: none },
      };
      await writeFile(config, JSON.stringify(options));
      return config;
    }),
  );
  await mkdir(join(folder, 'packages'));
  await openapiGenerator(['batch', '--fail-fast', '--threads', '2', ...configs]);
}
