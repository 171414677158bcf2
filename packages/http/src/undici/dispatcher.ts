import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool, ProxyAgent } from 'undici';
import { isLoopback } from '../base-url.ts';
import { provesUnsent } from '../no-answer.ts';
import { notConnected } from './failure.ts';
import { type ResolvedUndiciOptions, readEnvironment } from './options.ts';

/** The part of an undici dispatcher that is used. */
export interface Sender {
  dispatch(
    request: Dispatcher.DispatchOptions & { readonly origin: string },
    handler: Dispatcher.DispatchHandler,
  ): boolean;
  close(): Promise<void>;
}

/** Creates what sends the requests of one `fetch`. */
export function createSender({ dispatcher, proxy, connections, tls, proxyTls }: ResolvedUndiciOptions): Sender {
  if (dispatcher) return dispatcher;
  // undici 8 would offer HTTP/2, 7 would not.
  const direct = { connections: connections ?? null, allowH2: false, connect: { ...tls, allowH2: false } };
  if (proxy === undefined) return new Agent(direct);
  const tunnelled = {
    ...direct,
    proxyTunnel: true,
    requestTls: tls,
    proxyTls,
    clientFactory: (origin: URL, options: object) => new ProxyPool(origin, options),
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

/** Node's own code for it. */
const REFUSED = 'ERR_PROXY_TUNNEL';

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
    throw notConnected(`the proxy answered ${tunnel.statusCode}`, REFUSED);
  }
}
