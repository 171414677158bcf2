import { canonical, decodings } from './secret-forms.ts';

/** Words that name a credential, although no spec does. */
const suspicious = /key|token|secret|auth|pass|credential/i;

/** Words that do not, where they are all of the name of a key in a body. */
const harmless = /^(keys?|authors?)$/i;

/** Tells what is named like a credential. */
export interface CredentialNames {
  /** Whether it is the name that a spec gives one. */
  isDeclared(name: string): boolean;
  /** Whether the name is one, or says so. */
  isOne(name: string): boolean;
  /** As `isOne`, but of keys in a body, where a word may be data. */
  isOneInBody(name: string): boolean;
  /** Whether a text gives a credential by its name, as `api_key=...`, `"token": ...` and `Bearer ...` do. */
  isGivenIn(text: string, isOne: (name: string) => boolean): boolean;
}

/** A name before a colon or an equals sign, with what closes a text or a list between them. */
const assignment = /([\p{L}\p{N}\p{M}_.-]{1,64})[\\"'\]]{0,8}\s{0,8}[:=]/gu;

export function createCredentialNames(declared: readonly string[]): CredentialNames {
  const names = new Set(declared.map(canonical));
  const isDeclared = (name: string): boolean => decodings(name).some((decoded) => names.has(canonical(decoded)));
  const isOne = (name: string): boolean =>
    isDeclared(name) || decodings(name).some((decoded) => suspicious.test(decoded.normalize('NFKC')));
  return {
    isDeclared,
    isOne,
    isOneInBody: (name) => isOne(name) && !harmless.test(name),
    isGivenIn: (text, isName) =>
      decodings(text).some(
        (decoded) =>
          /\bbearer\s+[^\s"]{4}/i.test(decoded) ||
          [...decoded.matchAll(assignment)].some(([, name = '']) => isName(name)),
      ),
  };
}
