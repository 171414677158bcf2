import type { OpenAPI3 } from 'openapi-typescript';
import { asNode, readForeign } from '../new-api/read-foreign.ts';
import { checkDocument, isOpenApi31, type Problem } from '../spec/check.ts';
import { isOfOpenApi } from '../spec/config.ts';
import { writeOut } from './write-out.ts';

export type AnyDocument =
  | {
      readonly ok: true;
      readonly document: OpenAPI3;
      /** Why no client can be generated from it; none where one can. */
      readonly refusals: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads any OpenAPI document, 3.0 as 3.1; a problem is what makes it none. */
export async function readAny(file: string, vendor: string): Promise<AnyDocument> {
  const read = await readForeign(file);
  if (!read.ok) return read;
  const load = async () => ({ source: read.source, parsed: asNode(read.document) });
  const checked = await checkDocument(load, { vendor, rules: 'generation' });
  if (checked.ok) return { ...checked, refusals: [] };
  const invalid = checked.problems.filter(({ rule }) => isOfOpenApi(rule));
  const { document } = read;
  if (invalid.length > 0 || !isOpenApi31(document)) return { ok: false, problems: invalid };
  writeOut(document);
  return { ok: true, document, refusals: checked.problems };
}
