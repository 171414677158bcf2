import { createInterface } from 'node:readline/promises';
import type { Context } from './context.ts';
import type { Io } from './io.ts';

interface Question {
  /** A sentence without its question mark. */
  readonly asks: string;
  /** Tells that it was not done, without a full stop. */
  readonly undone: string;
  /** Shows first what the question is about. */
  readonly preview?: () => Promise<void>;
}

/** Asks the person in the terminal whether to go on. Where there is none, the answer is no. */
export async function isConfirmed({ io, out }: Context, { asks, undone, preview }: Question): Promise<boolean> {
  if (!io.stdin.isTTY || !io.stderr.isTTY) {
    await out.note(`${undone}: there is no terminal to ask on. --yes does it without asking.`, 'red');
    return false;
  }
  await preview?.();
  let isYes = false;
  try {
    isYes = await confirm(io, asks);
  } finally {
    if (!isYes) await out.note(`${undone}.`);
  }
  return isYes;
}

/** Only "y" or "yes" confirms. Rejects when the person interrupts. */
async function confirm({ stdin, stderr, signal }: Io, asks: string): Promise<boolean> {
  // Not as a terminal: it stays as it is, and Ctrl+C is a signal.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  lines.once('close', () => resolve(''));
  try {
    const answer = await Promise.race([lines.question(`${asks}? [y/N] `, { signal }), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
