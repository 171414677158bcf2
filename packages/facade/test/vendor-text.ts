/** What vendors do to a text that they store and show, by name. What cuts it is not among them. */
export const MANGLINGS: Readonly<Record<string, (text: string) => string>> = {
  'leaves as it is': (text) => text,
  trims: (text) => text.trim(),
  'surrounds with white space': (text) => `\r\n \t${text}\u00a0\n`,
  'collapses the white space of': (text) => text.replace(/\s+/g, ' '),
  'breaks the lines of': (text) => text.replaceAll(' ', '\r\n'),
  upcases: (text) => text.toUpperCase(),
  downcases: (text) => text.toLowerCase(),
  composes: (text) => text.normalize('NFC'),
  decomposes: (text) => text.normalize('NFD'),
  'escapes for HTML': escapeHtml,
  'escapes twice': (text) => escapeHtml(escapeHtml(text)),
  'escapes in decimal': (text) => references(text, (unit) => `&#${unit};`),
  'escapes in hexadecimal': (text) => references(text, (unit) => `&#x${unit.toString(16)};`),
  'escapes in padded upper case': (text) => references(text, (unit) => `&#X00${unit.toString(16).toUpperCase()};`),
  'escapes in decimal twice': (text) =>
    references(
      references(text, (unit) => `&#${unit};`),
      (unit) => `&#${unit};`,
    ),
  'escapes the letters and punctuation of': (text) => namedReferences(escapeHtml(text)),
};

function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
  return text.replace(/[&<>"']/g, (character) => `&${names[character]};`);
}

function references(text: string, reference: (unit: number) => string): string {
  return Array.from({ length: text.length }, (_, index) => reference(text.charCodeAt(index))).join('');
}

/** As PHP's htmlentities with ENT_HTML5 writes it. */
function namedReferences(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '[': 'lbrack',
    ']': 'rsqb',
    ':': 'colon',
    '.': 'period',
    _: 'lowbar',
    '\u00a0': 'nbsp',
    '…': 'hellip',
    º: 'ordm',
    ã: 'atilde',
    Ã: 'Atilde',
    ç: 'ccedil',
    é: 'eacute',
    ê: 'ecirc',
    à: 'agrave',
    ü: 'uuml',
    å: 'aring',
  };
  return text.replace(/[[\]:._\u00a0…ºãÃçéêàüå]/g, (character) => `&${names[character]};`);
}
