import { InboxError, type InboxErrorCode } from '../inbox-error.ts';

/**
 * SQLSTATEs and their classes, https://www.postgresql.org/docs/current/errcodes-appendix.html, the codes of Node's
 * sockets, and what each means to a user.
 */
const MEANINGS: Readonly<Record<string, readonly [InboxErrorCode, string]>> = {
  '08': ['store-unreachable', 'the connection was lost: check the server and the network'],
  '25006': ['store-unreachable', 'the server only reads, as a standby does: use the primary'],
  '25P03': ['store-unreachable', 'the server ended a transaction that stood still for too long, which is undone'],
  '28': ['store-unusable', 'the server refuses this user: check user and password'],
  '3D': ['store-unusable', 'the server has no such database: create it first'],
  '53100': ['store-full', 'the disk of the server is full, and what was being written is undone: make room'],
  '53': ['store-unreachable', 'the server is out of connections or memory: wait, or raise its limits'],
  '55P03': [
    'store-locked',
    'another program holds it for too long, and what was being written is undone: see which one',
  ],
  '57': ['store-unreachable', 'the server is starting, stopping or has ended the connection: wait until it answers'],
  '58': ['store-unusable', 'the server failed to read or write its files: check its disk'],
  XX: ['store-unusable', 'its data is damaged: see the log of the server'],
  ECONNREFUSED: ['store-unreachable', 'no server answers at this address: check it, and that the server runs'],
  ENOENT: ['store-unreachable', 'no server has its socket there: check the folder, and that the server runs'],
  ENOTFOUND: ['store-unreachable', 'there is no such host: check its name'],
  EACCES: ['store-unusable', 'this user may not use the socket of the server: check its permissions'],
};

const FORBIDDEN = '42501';
const LOST = 'the connection was lost: check the server and the network';

/** What `pg` says in words alone, and what it means. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/not support SSL/, 'the server has no TLS: leave sslmode and ssl out where the network is safe, or set it up there'],
  [/^SASL|password/i, 'the server wants a password: give one, or see how the server lets this user in'],
];

/** Codes of node:tls and OpenSSL for a server whose certificate is not accepted. */
const CERTIFICATE = /CERT|SIGNATURE|ISSUER|^ERR_TLS|^ERR_SSL/;

/**
 * Maps what the server or its connection threw to an error with a remedy. The original is no cause of it: the server
 * quotes the row that it refuses, and so the words of customers.
 */
export function storeErrorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const [kind, words] = MEANINGS[code] ?? MEANINGS[code.slice(0, 2)] ?? meaningOf(code, error);
  return new InboxError(kind, `The inbox on PostgreSQL: ${words}.`);
}

function meaningOf(code: string, error: Error): readonly [InboxErrorCode, string] {
  if (!isOfNode(code)) return ['store-unusable', wordsOf(code, error)];
  const certificate = 'the certificate of the server is not accepted, see sslrootcert and ssl';
  if (CERTIFICATE.test(code)) return ['store-unusable', `${certificate} (${code})`];
  const said = code === '' ? SAID.find(([words]) => words.test(error.message)) : undefined;
  return said ? ['store-unusable', said[1]] : ['store-unreachable', LOST];
}

function wordsOf(code: string, error: Error): string {
  // Of names alone, of which none comes from a vendor.
  if (code === FORBIDDEN)
    return `${error.message}: have that right granted to this user, or use the owner of the tables`;
  if (code.startsWith('42')) return `${error.message} (SQLSTATE ${code})`;
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? ` of ${error.constraint}` : '';
  return `the server refused a statement (SQLSTATE ${code}${constraint})`;
}

/** Tells whether the connection ended, so that nobody has heard what became of the statement. */
export function isUnheard(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return isOfNode(code) || code.startsWith('08') || code.startsWith('57P');
}

/** Tells whether the server had no part in it: its codes have five characters, of which the first is never an E. */
const isOfNode = (code: string): boolean => !/^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code);
