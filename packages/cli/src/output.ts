import { clearLine, cursorTo } from 'node:readline';
import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import type { Io } from './io.ts';
import { type Row, tableLines } from './table.ts';
import { visible } from './visible.ts';

type Style = 'bold' | 'dim' | 'red' | 'yellow';

/** Writes what a command has to say: results on standard output, everything else on standard error. */
export class Output {
  readonly #io: Pick<Io, 'stdout' | 'stderr'>;
  #isProgressShown = false;

  constructor(io: Pick<Io, 'stdout' | 'stderr'>) {
    this.#io = io;
  }

  /** Writes a line of the result. Rejects when it cannot be written, such as when nobody reads any more. */
  async line(text = '', style?: Style): Promise<void> {
    await this.#write(this.#io.stdout, text, style);
  }

  /** Writes one record of NDJSON. */
  async record(value: object): Promise<void> {
    await this.line(JSON.stringify(value));
  }

  async table(rows: readonly Row[]): Promise<void> {
    for (const [index, line] of tableLines(rows).entries()) await this.line(line, index === 0 ? 'bold' : undefined);
  }

  /** Tells the person something that is no part of the result. */
  async note(text: string, style?: Style): Promise<void> {
    await this.#write(this.#io.stderr, text, style);
  }

  /** Shows in a terminal how far a long command is, on a line that the next one replaces. */
  progress(text: string): void {
    if (!this.#io.stderr.isTTY) return;
    this.#clear();
    this.#io.stderr.write(visible(text));
    this.#isProgressShown = true;
  }

  /** Removes what {@link Output.progress} shows. */
  endProgress(): void {
    if (this.#isProgressShown) this.#clear();
  }

  #clear(): void {
    clearLine(this.#io.stderr, 0);
    cursorTo(this.#io.stderr, 0);
    this.#isProgressShown = false;
  }

  async #write(stream: Writable, text: string, style: Style | undefined): Promise<void> {
    this.endProgress();
    const shown = visible(text);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    stream.write(`${style ? styleText(style, shown, { stream }) : shown}\n`, (error) =>
      error ? reject(error) : resolve(),
    );
    await promise;
  }
}
