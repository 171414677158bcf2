import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool, ProxyAgent } from 'undici';
import { isLoopback } from '../base-url.ts';
import { provesUnsent } from '../no-answer.ts';
import { notConnected } from './failure.ts';
import { type ResolvedUndiciOptions, readEnvironment } from './options.ts';

/** Sends the requests of one `fetch`: as much of an undici dispatcher as is used. */
export interface Sender {
  dispatch(
    request: Dispatcher.DispatchOptions & { readonly origin: string },
    handler: Dispatcher.DispatchHandler,
  ): boolean;
  close(): Promise<void>;
  /**
   * Whether a request that undici has not announced (`onRequestStart`) was not written. A dispatcher of the caller's may
   * hold the announcement back, or write nothing at all.
   */
  readonly announces: boolean;
}

/** Creates what sends the requests of one `fetch`. */
export function createSender(options: ResolvedUndiciOptions): Sender {
  const { dispatcher = createDispatcher(options) } = options;
  return {
    announces: !options.dispatcher,
    dispatch: (request, handler) => dispatcher.dispatch(request, handler),
    close: async () => {
      if (!options.dispatcher) await dispatcher.close();
    },
  };
}

function createDispatcher({ proxy, connections, tls, proxyTls }: ResolvedUndiciOptions): Omit<Sender, 'announces'> {
  // undici 8 would offer HTTP/2, 7 would not.
  const direct = { connections: connections ?? null, allowH2: false, connect: { ...tls, allowH2: false } };
  if (proxy === undefined) return new Agent(direct);
  const tunnelled = {
    ...direct,
    proxyTunnel: true,
    requestTls: tls,
    proxyTls,
    // undici would wait 300 s for the answer to CONNECT, whoever still waits for the tunnel.
    clientFactory: (origin: URL, options: object) => new ProxyPool(origin, { ...options, headersTimeout: CONNECT_MS }),
  };
  if (proxy !== 'environment') return new ProxyAgent({ ...tunnelled, uri: proxy });
  const loopback = new Agent(direct);
  const elsewhere = new EnvHttpProxyAgent({ ...tunnelled, ...readEnvironment() });
  return {
    dispatch: (request, handler) =>
      (isLoopback(new URL(request.origin).hostname) ? loopback : elsewhere).dispatch(request, handler),
    close: async () => {
      await Promise.all([loopback.close(), elsewhere.close()]);
    },
  };
}

/** As long as undici waits for TCP, and for TLS. */
const CONNECT_MS = 10_000;

/** Node's own code for it. */
const REFUSED = 'ERR_PROXY_TUNNEL';
/** No time mends it: no-answer.ts knows it. */
const WRONG_PASSWORD = 'ERR_PROXY_AUTH';

/** The connections to a proxy. */
class ProxyPool extends Pool {
  /**
   * Asks the proxy for a tunnel. undici reports a refusal as an abort, and undici 7 never stops asking a proxy that closes
   * the connection instead of answering: here both are a connection that was not made.
   */
  override async connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData> {
    const tunnel = await super.connect(options).catch((error: Error) => {
      throw provesUnsent(error) ? error : notConnected('the proxy gave no answer', REFUSED, error);
    });
    if (tunnel.statusCode === 200) return tunnel;
    tunnel.socket.on('error', () => {}).destroy();
    const said = `the proxy answered ${tunnel.statusCode}`;
    if (tunnel.statusCode === 407) throw Object.assign(new Error(said), { code: WRONG_PASSWORD });
    throw notConnected(said, REFUSED);
  }
}
