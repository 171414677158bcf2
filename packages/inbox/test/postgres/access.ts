import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Stands between an inbox and its server, and can be away: then all connections end, and nobody answers. */
export class Access {
  readonly connection: { readonly host: string; readonly user: string; readonly database: string };
  readonly #sockets = new Set<Socket>();
  readonly #outer: string;
  #server: Server | undefined;
  #unheard: readonly string[] = [];

  constructor(url: string) {
    const server = new URL(url.replace(/@(?=\/)/, '@localhost'));
    this.#outer = join(server.searchParams.get('host') ?? '', '.s.PGSQL.5432');
    const host = mkdtempSync(join(tmpdir(), 'ticketbridge-access-'));
    this.connection = { host, user: 'inbox', database: server.pathname.slice(1) };
    onTestFinished(() => {
      this.cut();
      rmSync(host, { recursive: true, force: true });
    });
  }

  async open(): Promise<void> {
    this.#server = createServer((inner) => {
      const outer = createConnection(this.#outer);
      this.#sockets.add(inner).add(outer);
      let isUnheard = false;
      inner.on('error', () => {}).on('close', () => outer.destroy());
      outer.on('error', () => {}).on('close', () => inner.destroy());
      inner.on('data', (chunk) => {
        isUnheard = this.#isUnheard(chunk);
        outer.write(chunk);
      });
      outer.on('data', (chunk) => (isUnheard ? this.cut() : inner.write(chunk)));
    });
    this.#server.listen(join(this.connection.host, '.s.PGSQL.5432'));
    await once(this.#server, 'listening');
  }

  cut(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  /** Has the server do what holds the last of some texts, sent one after the other, and cuts before its answer is heard. */
  cutAtAnswerTo(...texts: readonly string[]): void {
    this.#unheard = texts;
  }

  #isUnheard(chunk: Buffer): boolean {
    const [text, ...later] = this.#unheard;
    if (text === undefined || !chunk.includes(text)) return false;
    this.#unheard = later;
    return later.length === 0;
  }
}
