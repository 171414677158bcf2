import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpecs } from '../generated-pages/specs.ts';
import { withoutBareValues } from '../provenance/bare-values.ts';
import { explain } from '../provenance/explain.ts';
import type { Json } from '../provenance/json.ts';
import { withCodeSamples } from './code-samples.ts';
import { readPythonMethods, withPythonMethods } from './python-methods.ts';

/** A vendor's API, as the site shows it. */
export interface ApiReference {
  readonly vendor: string;
  /** The name of the API. */
  readonly title: string;
  /** Whether its document was imported as it is. */
  readonly isImported: boolean;
  /** Where its pages begin. */
  readonly route: string;
  /** Its document, relative to the folder of the site. */
  readonly document: string;
  /** What its pages are found by besides their text, by their routes: the id of an operation. */
  readonly keywords: Readonly<Record<string, string>>;
  /** Files of the repository that it stands for. */
  readonly standsFor: readonly string[];
}

/** Writes the document of each vendor from which its reference is made; needs what `pnpm generate` makes. */
export async function writeApiReferences(root: string): Promise<readonly ApiReference[]> {
  await mkdir(join(root, 'docs/.assembled/specs'), { recursive: true });
  const specs = await readSpecs(root);
  return Promise.all(
    specs.map(async ({ vendor, title, isYoung, document, decisions }) => {
      const reference = { ...referenceOf(vendor, operationsOf(document)), title, isImported: isYoung };
      const routes = {
        legend: '/reference/provenance/',
        errors: '/guides/errors/#what-each-kind-means',
        decisions: `/maintaining/specs/${vendor}/`,
        operation: (id: string) => `/${routeOf(vendor, id)}/`,
      };
      const methods = await readPythonMethods(root, vendor);
      const shown = withoutBareValues(explain(document, { routes, decisions, isImported: isYoung }));
      await writeFile(
        join(root, 'docs', reference.document),
        JSON.stringify(withPythonMethods(isYoung ? shown : withCodeSamples(shown, vendor), methods)),
      );
      return reference;
    }),
  );
}

/** Says where starlight-openapi shows an operation. */
function routeOf(vendor: string, operationId: string): string {
  return `reference/${vendor}/operations/${operationId.toLowerCase()}`;
}

function operationsOf({ paths }: Json): string[] {
  const operations = Object.values(Object(paths)).flatMap((item) => Object.values(Object(item)));
  return operations.flatMap((operation) => {
    const { operationId } = Object(operation);
    return typeof operationId === 'string' ? [operationId] : [];
  });
}

function referenceOf(vendor: string, operationIds: readonly string[]): Omit<ApiReference, 'title' | 'isImported'> {
  return {
    vendor,
    route: `reference/${vendor}`,
    document: `.assembled/specs/${vendor}.json`,
    keywords: Object.fromEntries(operationIds.map((id) => [routeOf(vendor, id), id])),
    standsFor: [`packages/${vendor}/openapi.json`, `specs/${vendor}/openapi.yaml`],
  };
}
