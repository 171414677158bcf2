import {
  argumentOf,
  boolean,
  CALL,
  type Check,
  callback,
  type Fields,
  listOf,
  objectOf,
  oneOf,
  optional,
  PAGING,
  text,
} from './checks.ts';
import type { BridgeOptions, DrainOptions, MessagesOptions, ThreadsOptions } from './options.ts';
import { anyRef, type ThreadRef } from './ref.ts';
import { VENDORS } from './vendor.ts';

const DRAINED: Fields<DrainOptions> = {
  ...CALL,
  active: optional(boolean),
  turn: optional(oneOf(['ours', 'theirs', 'unknown'])),
  vendors: optional(listOf(oneOf(VENDORS))),
  accounts: optional(listOf(objectOf({ vendor: oneOf(VENDORS), account: text }))),
  onSourceError: optional(callback()),
  hydrate: optional(boolean),
};

const options: Check<BridgeOptions | undefined> = optional(argumentOf<BridgeOptions>(CALL));

/** How each of the shared verbs is called. */
export const THREADS: Fields<{ options: ThreadsOptions | undefined }> = {
  options: optional(argumentOf<ThreadsOptions>({ ...DRAINED, ...PAGING })),
};
export const DRAIN: Fields<{ options: DrainOptions | undefined }> = { options: optional(argumentOf(DRAINED)) };
export const MESSAGES: Fields<{ ref: ThreadRef; options: MessagesOptions | undefined }> = {
  ref: anyRef,
  options: optional(argumentOf<MessagesOptions>({ ...CALL, ...PAGING })),
};
export const REPLY: Fields<{ ref: ThreadRef; text: string; options: BridgeOptions | undefined }> = {
  ref: anyRef,
  text,
  options,
};
