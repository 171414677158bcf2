import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { MakeInvalid } from '../checks.ts';
import { type Checks, readOptions } from '../checks.ts';
import { invalidInput } from '../error.ts';
import { orUndefined } from '../or-undefined.ts';

/** The options of a `fetch` that sends through undici. */
export interface UndiciOptions {
  /** Connections that may be open to one server at once; further calls wait for one. Default: unlimited. */
  readonly connections?: number | undefined;
  /**
   * The http or https URL of a proxy for every call, with `user:password@` if it asks for one; or `environment`: what
   * HTTP_PROXY, HTTPS_PROXY and NO_PROXY say now, and no proxy for loopback. Every call is tunnelled (CONNECT), so that a
   * proxy cannot answer in the vendor's place. Default: none, whatever the environment says.
   */
  readonly proxy?: string | undefined;
  /** The authorities that a server and an https proxy are trusted by, in PEM, instead of Node's own. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[] | undefined;
  /** The certificate, with its chain, that a server gets to see, in PEM. Needs `key`. */
  readonly cert?: string | Buffer | undefined;
  /** The private key of `cert`, in PEM. */
  readonly key?: string | Buffer | undefined;
  /** A dispatcher of undici to send with, instead of every other option. `close()` leaves it open: it is its owner's. */
  readonly dispatcher?: Dispatcher | undefined;
}

/** The options, checked; TLS as undici takes it. */
export interface ResolvedUndiciOptions extends Pick<UndiciOptions, 'connections' | 'proxy' | 'dispatcher'> {
  /** For servers. */
  readonly tls: Tls;
  /** For an https proxy: it gets to see no certificate. */
  readonly proxyTls: Tls;
}

/** Made once: each connection would read the certificates again. */
export type Tls = { readonly secureContext?: SecureContext };

type Pem = string | Buffer;
const isPem = (value: unknown): value is Pem =>
  (typeof value === 'string' || Buffer.isBuffer(value)) && /^-----BEGIN /m.test(value.toString());
/**
 * Lists the parts of a PEM that are to be certificates; a key may stand beside its own. Of a bundle as a whole, Node takes
 * those before the first broken one, without a word.
 */
const certificatesIn = (value: unknown): string[] => {
  const parts = isPem(value) ? value.toString().split(/(?=-----BEGIN )/) : [];
  return parts.filter((part) => /^-----BEGIN (?!.*(PRIVATE KEY|PARAMETERS)-)/.test(part));
};
const areCertificates = (value: unknown) => {
  const parts = certificatesIn(value);
  return parts.length > 0 && parts.every((part) => new X509Certificate(part));
};
const PROXY_URL = 'an http or https URL such as http://proxy.internal:3128';

// A check may throw for "no", as Node does when it reads a PEM.
const OPTIONS: Checks = {
  connections: ['a whole number from 1', (value) => Number.isSafeInteger(value) && Number(value) >= 1],
  proxy: [`"environment", or ${PROXY_URL}`, (value) => value === 'environment' || isProxyUrl(value)],
  ca: ['certificates in PEM', (value) => [value].flat().every(areCertificates)],
  cert: ['a certificate in PEM', areCertificates],
  key: ['a private key in PEM, not encrypted', (value) => isPem(value) && createPrivateKey(value) !== undefined],
  dispatcher: ['a dispatcher of undici', (value) => typeof Object(value).dispatch === 'function'],
};

/** Tells whether a value is the URL of a proxy that undici can use. It may throw for "no". */
function isProxyUrl(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const { protocol, username, password, pathname } = new URL(value);
  // undici decodes them.
  decodeURIComponent(username + password);
  return /^https?:$/.test(protocol) && pathname === '/' && !/[?#]/.test(value);
}

const invalid: MakeInvalid = (why, field) => invalidInput(`undiciFetch: ${why}`, { field });

/**
 * Checks the options. No error repeats what was given: it may be a key or a password.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function resolveUndiciOptions(options: unknown): ResolvedUndiciOptions {
  if (!isNode()) throw invalid('it needs Node; elsewhere the platform has one fetch only');
  const given = readOptions(OPTIONS, options, invalid);
  if (given.dispatcher && Object.keys(given).length > 1) {
    throw invalid('"dispatcher" is instead of every other option', 'dispatcher');
  }
  const { ca, cert, key, ...rest }: UndiciOptions = given;
  if (cert && !key) throw invalid('"key" is missing: the private key of "cert"', 'key');
  if (key && !cert) throw invalid('"cert" is missing: the certificate of "key"', 'cert');
  const authorities = ca && { ca: [ca].flat().flatMap(certificatesIn) };
  // OpenSSL takes a pair of two kinds without a word.
  if (cert && key && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw invalid('"key" must be the private key of "cert"', 'key');
  }
  return {
    ...rest,
    tls: tlsOf({ ...authorities, ...(cert && { cert }), ...(key && { key }) }),
    proxyTls: tlsOf({ ...authorities }),
  };
}

function tlsOf(parts: { readonly ca?: Pem[]; readonly cert?: Pem; readonly key?: Pem }): Tls {
  return Object.keys(parts).length > 0 ? { secureContext: createSecureContext(parts) } : {};
}

/** Bun and Deno have an undici that is not undici; workers have no sockets of Node's. */
function isNode(): boolean {
  const { node, bun, deno }: Readonly<Record<string, string | undefined>> = globalThis.process?.versions ?? {};
  const { userAgent } = globalThis.navigator ?? {};
  return Boolean(node) && !bun && !deno && userAgent !== 'Cloudflare-Workers';
}

/**
 * Reads the proxies of the environment, once.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function readEnvironment(): {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
} {
  const { env } = process;
  const nameOf = (name: string) => (env[name] === undefined ? name.toUpperCase() : name);
  const proxy = (name: string) => {
    const url = env[nameOf(name)] ?? '';
    if (url && !orUndefined(() => isProxyUrl(url))) throw invalid(`${nameOf(name)} must be ${PROXY_URL}`, 'proxy');
    return url;
  };
  const noProxy = env[nameOf('no_proxy')] ?? '';
  return { httpProxy: proxy('http_proxy'), httpsProxy: proxy('https_proxy'), noProxy };
}
