/** From this length on, a secret is looked for within a text; a shorter one stands in many by chance. */
export const shortest = 4;

/** Lists how secrets may be written: as they are, and in base64. */
export function formsOf(secrets: readonly string[]): string[] {
  const written = secrets.flatMap((secret) => [secret, secret.normalize('NFC'), secret.normalize('NFD')]);
  const all = written.flatMap((secret) => [secret, ...inBase64(secret)]).map(canonical);
  return [...new Set(all)].filter((form) => form !== '');
}

/** Writes what of a secret's base64 does not depend on what stands around it, for each of three places to begin. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  if (bytes.length < 2 * shortest) return [];
  return [0, 1, 2].map((before) => {
    const written = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const end = (before + bytes.length) % 3 === 0 ? undefined : -1;
    return written.slice(before === 0 ? 0 : before + 1, end);
  });
}

/** How often a text is decoded in search of a secret. */
const maxRounds = 4;

/** Lists the texts that a text becomes as it is decoded. */
export function decodings(text: string): string[] {
  const found = new Set([text]);
  for (let round = 0, last = text; round < maxRounds; round += 1) {
    const next = decode(last, 'utf8');
    found.add(next).add(decode(last, 'latin1'));
    if (next === last) break;
    last = next;
  }
  return [...found];
}

/** Undoes percent-encoding and the escapes of JSON that hide letters. */
function decode(text: string, encoding: 'utf8' | 'latin1'): string {
  return text
    .replaceAll(/(%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString(encoding))
    .replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * Writes texts alike that differ in the case of letters, in what is not to be seen, in how JSON writes a quote, how a query
 * writes a space or which of base64's alphabets is used, and in how Unicode composes a letter.
 */
export function canonical(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\\]/gu, '')
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replaceAll(/[+-]/g, ' ')
    .replaceAll('_', '/');
}
