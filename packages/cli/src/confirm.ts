import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Tells whether there is a person to ask. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/**
 * Asks a person in the terminal; only "y" or "yes" confirms.
 *
 * @throws the reason of the signal's abort as the platform wraps it, when the person interrupts
 */
export async function confirm({ stdin, stderr, signal }: Io, question: string): Promise<boolean> {
  // Not as a terminal: it stays as it is, and Ctrl+C is a signal.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  lines.once('close', () => resolve(''));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
