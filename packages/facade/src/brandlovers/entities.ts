/**
 * The named references that escapers write, of XML, of the punctuation of a mark and of Portuguese text; and the accents
 * of references such as `&atilde;`, as combining characters.
 */
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
    lbrack: '[',
    rsqb: ']',
    ordm: 'º',
    hellip: '…',
    grave: '\u0300',
    acute: '\u0301',
    circ: '\u0302',
    tilde: '\u0303',
    uml: '\u0308',
    ring: '\u030a',
    cedil: '\u0327',
  }),
);

const REFERENCE = /&(?:#(\d{1,8}|x[\da-f]{1,8})|([a-z](?=(?:grave|acute|circ|tilde|uml|ring|cedil);))?([a-z]{2,6}));/gi;

/** Escapings on top of each other that are undone: text that was escaped twice is common, and hostile text has no end. */
const DEPTH = 4;

/** Undoes HTML escaping, also where it was applied more than once; a reference that is not known stays as it is. */
export function decodeEntities(text: string): string {
  let decoded = text;
  for (let depth = 0; depth < DEPTH; depth += 1) decoded = decoded.replace(REFERENCE, decode);
  return decoded;
}

function decode(reference: string, number?: string, letter = '', name = ''): string {
  const known = NAMED.get(name.toLowerCase());
  if (known) return letter + known;
  // Hexadecimal digits follow an x, which makes both forms numbers of JavaScript's.
  const codePoint = Number(`0${number}`);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : reference;
}
