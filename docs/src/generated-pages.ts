import { contractPages } from './generated-pages/contract.ts';
import type { GeneratedPage } from './generated-pages/generated-page.ts';
import { provenancePages } from './generated-pages/provenance.ts';
import { whatComesNextPages } from './generated-pages/what-comes-next.ts';
import { pythonPages } from './reference/python.ts';
import { typescriptPages } from './reference/typescript.ts';

/** Each makes pages from a checkout, whose root it is given. */
export const GENERATED_PAGES: readonly ((root: string) => Promise<readonly GeneratedPage[]>)[] = [
  typescriptPages,
  pythonPages,
  provenancePages,
  contractPages,
  whatComesNextPages,
];
