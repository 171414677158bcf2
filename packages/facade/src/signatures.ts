import {
  type Fields,
  id,
  listOf,
  objectOf,
  ofType,
  oneOf,
  optional,
  optionsOf,
  type Signatures,
  text,
  type VerbSignature,
} from './checks.ts';
import { CALL, callArgument, FILTER, PAGING } from './option-checks.ts';
import type { DrainOptions, MessagesOptions, ThreadsOptions } from './options.ts';
import { refOf } from './ref.ts';
import type { ThreadVerbs } from './source.ts';
import { VENDORS, type Vendor } from './vendor.ts';

const vendor = oneOf(VENDORS);
const ref = refOf(VENDORS, id);

const DRAINED: Fields<DrainOptions> = {
  ...FILTER,
  vendors: optional(listOf(vendor)),
  accounts: optional(listOf(objectOf({ vendor, account: text }))),
  onSourceError: optional(ofType('function')),
  hydrate: optional(ofType('boolean')),
};

/** How the verbs that read several sources are called. */
export const THREADS: Fields<{ options: ThreadsOptions | undefined }> = {
  options: optionsOf<ThreadsOptions>({ ...DRAINED, ...PAGING }),
};
export const DRAIN: Fields<{ options: DrainOptions | undefined }> = { options: optionsOf(DRAINED) };

/** How the verbs that every source has for its threads are called. */
export const THREAD_VERBS: Signatures & Readonly<Record<keyof ThreadVerbs<Vendor>, VerbSignature>> = {
  messages: {
    arguments: { ref, options: optionsOf<MessagesOptions>({ ...CALL, ...PAGING }) },
    isList: true,
  },
  reply: { arguments: { ref, text, options: callArgument } },
};
