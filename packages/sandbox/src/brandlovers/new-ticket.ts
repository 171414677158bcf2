import { randomInt, randomUUID } from 'node:crypto';
import type { Complete } from '../settings.ts';
import type { BrandloversOptions } from './options.ts';

type Rules = Complete<BrandloversOptions>;

/** Makes a new ticket's id in the form that the switch says. */
export function newId(form: Rules['ids']): string {
  if (form === 'number') return `${randomInt(2 ** 47)}`;
  return form === 'uuid' ? randomUUID() : `nº 7/${randomUUID()}?&%2e`;
}

/** The characters of a description that is cut. */
const CUT = 64;

/** Returns what is listed of a new ticket's description. */
export function listedDescription(sent: unknown, change: Rules['description']): unknown {
  if (typeof sent !== 'string' || change === 'as-sent') return sent;
  if (change === 'left-out') return undefined;
  if (change === 'cut') return sent.slice(0, CUT);
  return sent.replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}
