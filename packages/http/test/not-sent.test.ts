import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Fetch } from '@ticketbridge/http';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { cert, key } from './certificate.ts';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { nobody, serve } from './server.ts';
import { isPlatform } from './transport.ts';

interface Facts {
  readonly message?: string;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

const error = ({ message = 'x', ...facts }: Facts) => Object.assign(new Error(message), facts);
const system = (syscall: string, code: string) => error({ message: `${syscall} ${code}`, syscall, code });
const undici = (cause: unknown) => Object.assign(new TypeError('fetch failed'), { cause });
const several = (...errors: readonly unknown[]) =>
  undici(Object.assign(new AggregateError(errors, ''), { code: 'ECONNREFUSED' }));

// As Deno 2.9.6 and Bun 1.4.5 threw them when they were tried; older ones say the same without the last level or prefix.
const hyper = (url: string, why: string) => error({ message: `error sending request for url (${url}): ${why}` });
const deno = (why: string) => undici(hyper('https://letters.example/v1/boxes/b/letters', why));
const bun = (message: string, code: string) => Object.assign(new TypeError(message), { code, errno: 0 });
const UNABLE = 'Unable to connect. Is the computer able to access the url?';
const TYPO = 'Was there a typo in the url or port?';

/** No connection was made: whatever is asked may be asked again. */
const NOT_CONNECTED: Readonly<Record<string, unknown>> = {
  'Node: refused': undici(system('connect', 'ECONNREFUSED')),
  'Node: no route to the host': undici(system('connect', 'EHOSTUNREACH')),
  'Node: no route to the network': undici(system('connect', 'ENETUNREACH')),
  'Node: the system gave up connecting': undici(system('connect', 'ETIMEDOUT')),
  'Node: reset while connecting': undici(system('connect', 'ECONNRESET')),
  'Node: no such host': undici(system('getaddrinfo', 'ENOTFOUND')),
  'Node: no name server': undici(system('getaddrinfo', 'EAI_AGAIN')),
  'Node: undici gave up connecting': undici(error({ code: 'UND_ERR_CONNECT_TIMEOUT' })),
  'Node: every address refused': several(system('connect', 'ECONNREFUSED'), system('connect', 'ENETUNREACH')),
  "a wrapper that throws the system's error itself": system('connect', 'ECONNREFUSED'),
  "a wrapper that throws an error of its own, with the platform's as its cause": error({
    cause: undici(system('connect', 'ECONNREFUSED')),
  }),
  'Deno: refused': deno('client error (Connect): tcp connect error: Connection refused (os error 111)'),
  'Deno: no such host': deno('client error (Connect): dns error: failed to lookup address information'),
  'Deno, before 2.9': hyper('http://letters.example/', 'client error (Connect): tcp connect error'),
  'Bun: refused': bun(`ECONNREFUSED: ${UNABLE}`, 'ECONNREFUSED'),
  'Bun: no route to the host': bun(`EHOSTUNREACH: ${UNABLE}`, 'EHOSTUNREACH'),
  'Bun: no route to the network': bun(`ENETUNREACH: ${TYPO}`, 'ENETUNREACH'),
  'Bun, before 1.4: refused': bun(UNABLE, 'ConnectionRefused'),
  'Bun, before 1.4: no socket': bun(TYPO, 'FailedToOpenSocket'),
  'Bun: no such host': Object.assign(bun('getaddrinfo ENOTFOUND', 'ENOTFOUND'), { syscall: 'getaddrinfo' }),
};

/** This side refused, before anything was written, and would again. */
const REFUSED_HERE: Readonly<Record<string, unknown>> = {
  'Node: a port that fetch blocks': undici(new Error('bad port')),
  'Deno: a port that fetch blocks': new TypeError('Fetch failed: Requests to port 6000 are blocked'),
  'Deno: a certificate': deno('client error (Connect): invalid peer certificate: UnknownIssuer'),
  'Bun: a certificate': bun('self signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
};
const CERTIFICATES = [
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED'],
  ...[
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'CERT_UNTRUSTED',
    'CERT_REJECTED',
    'CERT_CHAIN_TOO_LONG',
    'CRL_HAS_EXPIRED',
  ],
  ...['CERT_SIGNATURE_FAILURE', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'INVALID_CA'],
  ...['HOSTNAME_MISMATCH', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED'],
];

const codes = (...codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, undici(error({ code }))]));
const throwing = new Proxy(new Error('x'), {
  get: () => {
    throw new Error('not to be read');
  },
});

/** It may have arrived. */
const UNKNOWN: Readonly<Record<string, unknown>> = {
  'refused while reading': undici(system('read', 'ECONNREFUSED')),
  'reset while reading': undici(system('read', 'ECONNRESET')),
  'broken while writing': undici(system('write', 'EPIPE')),
  'no route while reading': undici(system('read', 'EHOSTUNREACH')),
  'timed out while reading': undici(system('read', 'ETIMEDOUT')),
  'one of several addresses was read from': several(system('connect', 'ECONNREFUSED'), system('read', 'ECONNRESET')),
  'several, of which one says nothing': several(system('connect', 'ECONNREFUSED'), new Error('x')),
  ...codes('UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED'),
  // A code without the system call that failed proves nothing.
  ...codes('ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET', ''),
  // With TLS 1.3 an alert about the client's certificate follows the request.
  ...codes('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'EPROTO'),
  'a reset, caused by a failure to connect': error({ code: 'ECONNRESET', cause: system('connect', 'ECONNREFUSED') }),
  'Deno: after connecting': deno('client error (SendRequest): connection closed before message completed'),
  'Deno: reset': undici(new Error('Connection reset by peer (os error 104)')),
  'Deno: a URL that says so': undici(hyper('http://x/client error (Connect): tcp', 'client error (SendRequest)')),
  'Bun: reset': bun('ECONNRESET: The socket connection was closed unexpectedly.', 'ECONNRESET'),
  'words inside other words': new Error(`not true: ${UNABLE} or so`),
  'a browser': new TypeError('Failed to fetch'),
  'a text': 'connect ECONNREFUSED',
  undefined,
  null: null,
  'an error that cannot be read': throwing,
  'causes in a circle': (() => {
    const circle = error({});
    return Object.assign(circle, { cause: circle });
  })(),
};

/** A `fetch` that fails like this, and counts how often it was asked. */
function failingWith(reason: unknown): { readonly fetch: Fetch; readonly requests: () => number } {
  let requests = 0;
  const fetch = async () => {
    requests += 1;
    throw reason;
  };
  return { fetch, requests: () => requests };
}

async function sentBy(reason: unknown, operation: 'sendLetter' | 'listTags') {
  const { fetch, requests } = failingWith(reason);
  const input = operation === 'sendLetter' ? { boxId: 'b', text: 't' } : {};
  const { kind, outcome, attempts } = await failureOf(lettersClient({ fetch })[operation](input));
  expect(attempts).toBe(requests());
  expect(kind).toBe('network');
  return `${attempts} ${outcome}`;
}

beforeEach(() => {
  // Without jitter, nothing is waited for.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => random.mockRestore());
});

describe('a write is not sent when no connection was made: it is sent again', () => {
  test.each(Object.entries(NOT_CONNECTED))('%s', async (_, reason) => {
    expect(await sentBy(reason, 'sendLetter')).toBe('3 not-sent');
    expect(await sentBy(reason, 'listTags')).toBe('3 not-sent');
  });
});

describe('a write is not sent when this side refuses, and neither it nor a read is tried again', () => {
  const refused = [
    ...Object.entries(REFUSED_HERE),
    ...CERTIFICATES.map((code) => [`Node: ${code}`, undici(error({ code }))] as const),
  ];
  test.each(refused)('%s', async (_, reason) => {
    expect(await sentBy(reason, 'sendLetter')).toBe('1 not-sent');
    expect(await sentBy(reason, 'listTags')).toBe('1 not-sent');
  });
});

describe('of anything else the outcome is unknown: a write is not sent again', () => {
  test.each(Object.entries(UNKNOWN))('%s', async (_, reason) => {
    expect(await sentBy(reason, 'sendLetter')).toBe('1 unknown');
    expect(await sentBy(reason, 'listTags')).toBe('3 unknown');
  });
});

describe('this transport', () => {
  const fails = (options: { readonly baseUrl: string }) =>
    failureOf(lettersClient(options).sendLetter({ boxId: 'b', text: 't' }));

  test('a port where nobody listens', async () => {
    const error = await fails({ baseUrl: await nobody() });
    expect(error).toMatchObject({ outcome: 'not-sent', attempts: 3 });
    expect(error.message).toBe('letters.sendLetter: no connection was made (TypeError; ECONNREFUSED)');
  });

  test.each([6000, 6667, 10080])('a port that the Fetch Standard blocks, and undici does not: %i', async (port) => {
    const error = await fails({ baseUrl: `http://127.0.0.1:${port}` });
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: isPlatform ? 1 : 3 });
    const why = isPlatform
      ? 'this side refused to send it (TypeError)'
      : 'no connection was made (TypeError; ECONNREFUSED)';
    expect(error.message).toBe(`letters.sendLetter: ${why}`);
  });

  test('a certificate that it rejects', async () => {
    let requests = 0;
    const server = createServer({ key, cert }, () => {
      requests += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const error = await fails({ baseUrl: `https://127.0.0.1:${port}` });
    expect(error).toMatchObject({ kind: 'network', outcome: 'not-sent', attempts: 1 });
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(requests).toBe(0);
  });

  test('a connection that is accepted and reset', async () => {
    const { baseUrl, arrivals } = await serve(({ socket }) => socket.resetAndDestroy());
    expect(await fails({ baseUrl })).toMatchObject({ outcome: 'unknown', attempts: 1 });
    expect(arrivals).toHaveLength(1);
  });
});
