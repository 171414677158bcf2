/** What an upgrade means for a program that compiles and works today, in ascending order. */
export const bumps = ['none', 'patch', 'minor', 'major'] as const;
export type Bump = (typeof bumps)[number];

export function isBump(word: string): word is Bump {
  return bumps.some((bump) => bump === word);
}

/** What is made from a spec, and released. */
export const surfaces = ['client', 'facade', 'sandbox', 'python', 'vendorPython'] as const;
export type Surface = (typeof surfaces)[number];

/** The Python packages: with our names, and with those of the vendor's own client. */
export const pythonSurfaces = ['python', 'vendorPython'] as const;
export type PythonSurface = (typeof pythonSurfaces)[number];

/** What a change means to those who call from one language. */
export interface Meaning {
  /** A sentence for a consumer: what is different, and why that has this rating. */
  readonly reason: string;
  /** Whether versions that are already published still work once the vendor has made the change. */
  readonly publishedWork: boolean;
  /** What they do then, in a sentence. */
  readonly advisory: string;
}

/** One change of a spec, rated for those who call what is made from it, and told in the words of TypeScript. */
export interface RatedChange extends Meaning {
  /** A JSON pointer into the new document, or into the old one for what it has no more. */
  readonly pointer: string;
  /** Where it stood in the old document, if that is another place. */
  readonly was?: string;
  /** Undefined where there was nothing. */
  readonly from: unknown;
  /** Undefined where there is nothing any more. */
  readonly to: unknown;
  /** By the rules, raised by what was measured. A surface that does not notice has 'none'. */
  readonly bumps: Readonly<Record<Surface, Bump>>;
  /** The same in the words of each Python package; a package that does not notice has none. */
  readonly python: Readonly<Partial<Record<PythonSurface, Meaning>>>;
  /** The consumer programs that compile before the change, and not after it. */
  readonly consumers: readonly string[];
}

/** The greatest of some bumps; none of none. */
export function greatest(all: Iterable<Bump>): Bump {
  return bumps[Math.max(0, ...Array.from(all, (bump) => bumps.indexOf(bump)))] ?? 'none';
}

/** The bump of a package that is at a version: below 1.0 what would be major is minor, and the rest patch. */
export function shifted(bump: Bump, version: string): Bump {
  if (!version.startsWith('0.') || bump === 'none') return bump;
  return bump === 'major' ? 'minor' : 'patch';
}

/** For a TypeScript consumer: of a client, or of the facade that passes it through. */
export function bumpOf({ bumps: { client, facade } }: RatedChange): Bump {
  return greatest([client, facade]);
}

/** Marks the changes at some pointers as corrections of what was wrong in a spec, and never true at the vendor. */
export function corrected(changes: readonly RatedChange[], pointers: readonly string[]): RatedChange[] {
  return changes.map((change) => {
    if (!pointers.includes(change.pointer)) return change;
    const python = Object.entries(change.python).map(([surface, meaning]) => [surface, neverWorked(meaning)]);
    return { ...neverWorked(change), python: Object.fromEntries(python) };
  });
}

function neverWorked<Told extends Meaning>(told: Told): Told {
  return { ...told, advisory: `It never worked: the spec was wrong, and is corrected. ${told.advisory}` };
}
