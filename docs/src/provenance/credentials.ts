import { isObject, type Json, resolveRef } from './json.ts';
import { isSame, type Mark, type Provenance, provenanceOf } from './marks.ts';
import { code } from './words.ts';

/** Marks the credentials of a call that are from elsewhere than the document at large: its page shows their names alone. */
export function credentialMarks(operation: Json, root: Json, base: Provenance): readonly Mark[] {
  const { security = root.security } = operation;
  const names = Array.isArray(security) ? security.filter(isObject).flatMap((one) => Object.keys(one)) : [];
  return names.flatMap((name) => {
    const provenance = provenanceOf(resolveRef(root, `#/components/securitySchemes/${escapeToken(name)}`), base);
    return isSame(provenance, base) ? [] : [{ provenance, subject: `The credential ${code(name)}` }];
  });
}

function escapeToken(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
