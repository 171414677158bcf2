import { deviating } from '../deviation.ts';
import { at } from '../json.ts';
import type { PlainReply } from '../server/reply.ts';
import type { Rules } from '../vendor.ts';
import type { ClubcollectOptions } from './options.ts';

/** Puts the code of a refusal under another key, where the switch says so. */
export function deviate(reply: PlainReply, { errorKey }: Rules<ClubcollectOptions>): PlainReply {
  if (errorKey === 'error' || reply.status < 400 || reply.body === undefined) return reply;
  const code = at(JSON.parse(reply.body), 'error');
  if (code === undefined) return reply;
  return deviating({ ...reply, body: JSON.stringify({ [errorKey]: code }) }, `clubcollect.errorKey=${errorKey}`);
}
