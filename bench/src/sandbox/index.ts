import { memory } from './memory.ts';
import { rates } from './rates.ts';
import { starts } from './starts.ts';
import { threads } from './threads.ts';

/** The sandbox beside Prism, and beside itself with more threads and after more requests. */
export async function sandbox(): Promise<string[]> {
  return [await starts(), await rates('GET'), await rates('POST'), await threads(), await memory()];
}
