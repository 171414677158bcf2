import { deviating } from '../deviation.ts';
import type { PlainReply } from '../server/reply.ts';
import type { Rules } from '../vendor.ts';
import type { BrandloversOptions } from './options.ts';

/** What a success without a documented body may carry. */
const BODIES = {
  text: ['text/plain', 'OK'],
  json: ['application/json', '{"success":true}'],
} as const;

/** Puts a body into a success that has none, where the switch says so. */
export function deviate(reply: PlainReply, { voidBody }: Rules<BrandloversOptions>): PlainReply {
  if (voidBody === 'none' || reply.status !== 200 || reply.body !== undefined) return reply;
  const [type, body] = BODIES[voidBody];
  return deviating(
    { ...reply, headers: { ...reply.headers, 'content-type': type }, body },
    `brandlovers.voidBody=${voidBody}`,
  );
}
