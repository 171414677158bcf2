import type { Message, Ticketbridge, Vendor } from '@ticketbridge/facade';

/** Threads that are read at the same time, as many as the inbox does. */
const AT_ONCE = 4;

/**
 * The inbox's rival, which each team would write: reads everything by the facade each time, as cheaply as that goes, and
 * keeps in memory what it has seen.
 */
export class Stateless {
  readonly #bridge: Ticketbridge;
  readonly #seen = new Set<string>();

  constructor(bridge: Ticketbridge) {
    this.#bridge = bridge;
  }

  /** @returns how many messages were new, and the bytes of JSON that the vendor sent for all of them */
  async poll(vendor: Vendor): Promise<{ readonly found: number; readonly bytes: number }> {
    const known = this.#seen.size;
    let bytes = 0;
    await this.#read(vendor, (message, thread) => {
      bytes += Buffer.byteLength(JSON.stringify(message.raw));
      this.#seen.add(JSON.stringify([thread, message.id, message.sentAt, message.text]));
    });
    return { found: this.#seen.size - known, bytes };
  }

  async #read(vendor: Vendor, found: (message: Message, thread: string | undefined) => void): Promise<void> {
    if (vendor === 'clubcollect') {
      for await (const message of this.#bridge.clubcollect.listedMessages()) found(message, message.thread?.id);
      return;
    }
    for await (const { items } of this.#bridge.threads({ vendors: [vendor] }).pages()) {
      const refs = items.flatMap(({ ref }) => ref ?? []).values();
      const worker = async () => {
        for (const ref of refs) for await (const message of this.#bridge.messages(ref)) found(message, ref.id);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    }
  }
}
