import { join } from 'node:path';
import { packagesIn } from './release/packages.ts';

/** A vendor is a folder of `specs/`, and its client the package of the same name. */
export interface Vendor {
  readonly name: string;
  /** The absolute path of its spec. */
  readonly spec: string;
  /** Whether its spec is held only to the rules without which the generated code would be wrong. */
  readonly isYoung: boolean;
}

/** Lists the vendors of a workspace, by name. Whatever walks them asks here, so that a folder is all that one needs. */
export async function vendorsIn(root: string): Promise<readonly Vendor[]> {
  return (await packagesIn(root, 'specs/*/package.json')).map(({ folder, manifest }) => ({
    name: folder.slice('specs/'.length),
    spec: join(root, folder, 'openapi.yaml'),
    isYoung: Object.values(manifest.scripts ?? {}).some((script) => script.includes(YOUNG_FLAG)),
  }));
}

/** What the spec's own lint script says until its documentation is good. */
export const YOUNG_FLAG = '--generation-only';
