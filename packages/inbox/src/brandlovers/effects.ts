import type { BrandloversMessage, BrandloversReceipt, BrandloversRef, BridgeOptions } from '@ticketbridge/facade';
import { isCopy } from '../outbox/copies.ts';
import type { Effect, EffectFacts, Effects, Found } from '../outbox/effect.ts';
import { readSettled } from '../outbox/read-settled.ts';

type Facts = EffectFacts<BrandloversRef>;

/** What each verb brings about at BrandLovers. */
export const EFFECTS: Effects<BrandloversRef> = {
  reply: (facts) => message(facts, (text, options) => facts.bridge.reply(facts.ref, text, options)),
  note: (facts) => message(facts, (text, options) => facts.bridge.brandlovers.note(facts.ref, text, options)),
  close: (facts) => ({
    send: (options) => facts.bridge.brandlovers.close(facts.ref, options),
    look: (options) => lookForState(facts, { active: false, native: 'CLOSED' }, options),
  }),
  reopen: (facts) => ({
    send: (options) => facts.bridge.brandlovers.reopen(facts.ref, options),
    look: (options) => lookForState(facts, { active: true, native: 'REOPENED' }, options),
  }),
  createThread: ({ bridge, account, key, content: { text = '', ticket, hasOwnKey } }) => {
    if (!ticket) throw new Error('an entry that opens a ticket holds what it consists of');
    return {
      send: (options) => bridge.brandlovers.createThread({ ...ticket, account, text }, { ...options, marker: key }),
      look: async (options) => {
        const located = await bridge.brandlovers.locate({ account, marker: key }, options);
        if (located.status === 'found') return { copies: 1, thread: located.thread.ref?.id };
        return { copies: located.status === 'candidates' ? located.threads.length : 0 };
      },
      first: hasOwnKey ? 'search' : undefined,
    };
  },
};

function message(
  { bridge, ref, verb, content: { text = '' } }: Facts,
  send: (text: string, options: BridgeOptions) => Promise<BrandloversReceipt>,
): Effect {
  return {
    send: (options) => send(text, options),
    look: async (options) => {
      const messages = await readSettled(() => bridge.messages(ref, options), keyOf);
      return { copies: messages.filter((other) => isCopy(other, 'brandlovers', verb, text)).length };
    },
    first: 'baseline',
  };
}

function keyOf({ text, visibility, sentAt }: BrandloversMessage): unknown {
  return [text, visibility, sentAt];
}

/** Looks whether a ticket has a status. What it had before may still show: that is none of ours. */
async function lookForState(
  { bridge, account, ref }: Facts,
  { active, native }: { readonly active: boolean; readonly native: string },
  options: BridgeOptions,
): Promise<Found> {
  const accounts = [{ vendor: 'brandlovers', account }] as const;
  for await (const thread of bridge.threads({ ...options, active, accounts })) {
    if (thread.ref?.id === ref.id) return { copies: thread.state.native === native ? 1 : 0 };
  }
  return { copies: 0 };
}
