import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpecs } from '../generated-pages/specs.ts';
import { explain } from '../provenance/explain.ts';
import { withCodeSamples } from './code-samples.ts';

/** A vendor's API, as the site shows it. */
export interface ApiReference {
  readonly vendor: string;
  /** Where its pages begin. */
  readonly route: string;
  /** Its document, relative to the folder of the site. */
  readonly document: string;
  /** Files of the repository that it stands for. */
  readonly standsFor: readonly string[];
}

/** Writes the document of each vendor from which its reference is made; needs what `pnpm generate` makes. */
export async function writeApiReferences(root: string): Promise<readonly ApiReference[]> {
  await mkdir(join(root, 'docs/.assembled/specs'), { recursive: true });
  const specs = await readSpecs(root);
  return Promise.all(
    specs.map(async ({ vendor, isYoung, document }) => {
      const reference = referenceOf(vendor);
      const routes = {
        legend: '/reference/provenance/',
        errors: '/guides/errors/#what-each-kind-means',
        // As starlight-openapi makes it.
        operation: (id: string) => `/${reference.route}/operations/${id.toLowerCase()}/`,
      };
      const shown = explain(document, routes);
      await writeFile(
        join(root, 'docs', reference.document),
        JSON.stringify(isYoung ? shown : withCodeSamples(shown, vendor)),
      );
      return reference;
    }),
  );
}

function referenceOf(vendor: string): ApiReference {
  return {
    vendor,
    route: `reference/${vendor}`,
    document: `.assembled/specs/${vendor}.json`,
    standsFor: [`packages/${vendor}/openapi.json`, `specs/${vendor}/openapi.yaml`],
  };
}
