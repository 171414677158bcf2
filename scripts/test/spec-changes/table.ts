import { answers } from './answers.ts';
import { calls } from './calls.ts';
import type { Kind } from './change.ts';
import { inputs } from './inputs.ts';
import { refusals } from './refusals.ts';
import { texts } from './texts.ts';

/**
 * Every kind of change, with what `docs/versioning.md` says of it: a row of that page, and single changes of that kind at
 * each place where it can happen. What is expected is never taken from what a tool prints.
 */
export const kinds: readonly Kind[] = [...answers, ...refusals, ...inputs, ...calls, ...texts];
