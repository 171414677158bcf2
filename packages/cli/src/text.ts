import { buffer } from 'node:stream/consumers';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';
import { isSeen } from './visible.ts';

/** What Node puts in place of bytes of an argument that are no text. */
const REPLACEMENT = '\ufffd';

/**
 * Reads the text of a command: the argument, or standard input where that is `-`, without its last line break.
 *
 * @throws UsageError where it is blank, or not UTF-8
 */
export async function readText(given: string, { stdin }: Io): Promise<string> {
  const isPiped = given === '-';
  if (isPiped && stdin.isTTY) throw new UsageError('TEXT is "-", and standard input is the terminal');
  const text = isPiped ? decoded(await buffer(stdin), 'standard input').replace(/\r?\n$/, '') : given;
  if (!isSeen(text)) throw new UsageError('TEXT is blank');
  refuseGarbled('TEXT', text);
  return text;
}

/** @throws UsageError for an argument whose bytes were not UTF-8 */
export function refuseGarbled(name: string, text: string): void {
  if (!text.includes(REPLACEMENT)) return;
  throw new UsageError(`${name} holds U+FFFD, which stands for what is not UTF-8: the reader would see it so`);
}

/**
 * Decodes UTF-8.
 *
 * @throws UsageError where it is not
 */
export function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name} is not UTF-8: convert it first, for example with iconv`);
  }
}
