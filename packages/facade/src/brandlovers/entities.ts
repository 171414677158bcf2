/** The named references that escapers write, of the punctuation that a mark is made of and of Portuguese text. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    colon: ':',
    period: '.',
    lowbar: '_',
    lsqb: '[',
    lbrack: '[',
    rsqb: ']',
    rbrack: ']',
    ordf: 'ª',
    ordm: 'º',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
  }),
);

/** The accents of references such as `&atilde;`, as combining characters. */
const ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    grave: '\u0300',
    acute: '\u0301',
    circ: '\u0302',
    tilde: '\u0303',
    uml: '\u0308',
    ring: '\u030a',
    cedil: '\u0327',
  }),
);

const REFERENCE = /&(?:#x([\da-f]{1,8})|#(\d{1,8})|([a-z])(grave|acute|circ|tilde|uml|ring|cedil)|([a-z]{2,6}));/gi;

/** Escapings on top of each other that are undone: text that was escaped twice is common, and hostile text has no end. */
const DEPTH = 4;

/** Undoes HTML escaping, also where it was applied more than once; a reference that is not known stays as it is. */
export function decodeEntities(text: string): string {
  let decoded = text;
  for (let depth = 0; depth < DEPTH && decoded.includes('&'); depth += 1) decoded = decoded.replace(REFERENCE, decode);
  return decoded;
}

function decode(reference: string, hex?: string, decimal?: string, letter?: string, accent = '', name = ''): string {
  if (hex || decimal) return character(hex ? Number.parseInt(hex, 16) : Number(decimal)) ?? reference;
  if (letter) return `${letter}${ACCENTS.get(accent.toLowerCase())}`;
  return NAMED.get(name.toLowerCase()) ?? reference;
}

function character(codePoint: number): string | undefined {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}
