import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SandboxVendor } from './emit-vendors.ts';
import type { SchemaDocument } from './validators.ts';

/** The module of a sandbox that says by which schemas it judges what a spec describes. */
interface SchemasModule {
  contractSchemas(document: unknown, areAnswersOpen: boolean): readonly SchemaDocument[];
}

/** A vendor's folder in a sandbox. */
interface VendorModule {
  readonly vendor: { readonly dataForm: { readonly schema: unknown } };
}

/** Reads by which schemas the sandbox in `root` judges a vendor's requests, answers and data. */
export async function readSchemas(vendor: SandboxVendor, root: string): Promise<SchemaDocument[]> {
  const load = (file: string) => import(pathToFileURL(resolve(root, 'src', file)).href);
  const { contractSchemas }: SchemasModule = await load('spec/schemas.ts');
  const contract = contractSchemas(vendor.document, !vendor.hasHandlers);
  if (!vendor.hasHandlers) return [...contract];
  const { vendor: its }: VendorModule = await load(`${vendor.name}/vendor.ts`);
  return [...contract, { $id: 'data', validators: { data: its.dataForm.schema } }];
}
