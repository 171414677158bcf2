import type { Dispatcher } from 'undici';
import type { BodyReader } from '../options.ts';
import { lackStream } from './lack.ts';

/** Bytes that may wait to be read before the connection is paused. */
const HIGH_WATER_MARK = 64 * 1024;

type Chunk = Uint8Array<ArrayBuffer>;
type Read = { readonly done: false; readonly value: Chunk } | { readonly done: true; readonly value: undefined };
const DONE: Read = { done: true, value: undefined };

/** The body of an answer while it arrives: its own reader. */
export class IncomingBody implements BodyReader {
  readonly #controller: Dispatcher.DispatchController;
  #chunks: Chunk[] = [];
  #unread = 0;
  #isOver = false;
  #failure: { readonly reason: unknown } | undefined;
  #waiting: { resolve(read: Read): void; reject(reason: unknown): void } | undefined;

  constructor(controller: Dispatcher.DispatchController) {
    this.#controller = controller;
  }

  static {
    lackStream(IncomingBody.prototype);
  }

  push(value: Chunk): void {
    if (this.#waiting) {
      this.#take()?.resolve({ done: false, value });
      return;
    }
    this.#chunks.push(value);
    this.#unread += value.byteLength;
    if (this.#unread > HIGH_WATER_MARK) this.#controller.pause();
  }

  end(): void {
    this.#isOver = true;
    this.#take()?.resolve(DONE);
  }

  fail(reason: unknown): void {
    this.#isOver = true;
    this.#failure = { reason };
    this.#take()?.reject(reason);
  }

  getReader(): this {
    return this;
  }

  read(): Promise<Read> {
    const value = this.#chunks.shift();
    if (value) {
      this.#unread -= value.byteLength;
      if (this.#controller.paused && this.#unread <= HIGH_WATER_MARK) this.#controller.resume();
      return Promise.resolve({ done: false, value });
    }
    if (this.#failure) return Promise.reject(this.#failure.reason);
    if (this.#isOver) return Promise.resolve(DONE);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  /** Drops what nobody will read, and its connection if more is to come. */
  async cancel(): Promise<void> {
    this.#chunks = [];
    if (!this.#isOver) this.#controller.abort(new Error('the body was cancelled'));
  }

  #take() {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
