import type { ClubcollectRef } from '@ticketbridge/facade';
import { isCopy } from '../outbox/copies.ts';
import type { Effect, EffectFacts, Effects } from '../outbox/effect.ts';

/** What each verb brings about at ClubCollect. */
export const EFFECTS: Effects<ClubcollectRef> = {
  reply: message,
  createThread: message,
  archive: ({ bridge, account, ref }) => ({
    send: (options) => bridge.clubcollect.archive(ref, options),
    look: async (options) => {
      const accounts = [{ vendor: 'clubcollect', account }] as const;
      for await (const { ref: listed } of bridge.threads({ ...options, active: false, accounts })) {
        if (listed?.id === ref.id) return { copies: 1 };
      }
      return { copies: 0 };
    },
  }),
  // What it changes is not documented, so nothing can be looked for.
  assignToSupport: ({ bridge, ref }) => ({ send: (options) => bridge.clubcollect.assignToSupport(ref, options) }),
};

function message({ bridge, ref, verb, content: { text = '' } }: EffectFacts<ClubcollectRef>): Effect {
  return {
    send: (options) => bridge.reply(ref, text, options),
    look: async (options) => {
      // One request has them all: nothing moves while it is read.
      const { messages } = await bridge.clubcollect.thread(ref, options);
      return { copies: messages.filter((other) => isCopy(other, 'clubcollect', verb, text)).length };
    },
    first: 'baseline',
  };
}
