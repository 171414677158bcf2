import type { SourceMutants } from './mutant.ts';

const source = (name: string) => `packages/inbox/src/${name}.ts`;
const test = (name: string) => `packages/inbox/test/${name}.test.ts`;

/** Slips of the inbox. */
export const inbox: SourceMutants = {
  'send-before-it-is-noted': {
    says: 'a request leaves before the store knows of it: after a crash it is sent again',
    file: source('outbox/send-entry'),
    from: '        beginning = begin();\n        await beginning;\n',
    to: '        beginning = begin();\n',
    noticedBy: [test('outbox/cut-short'), test('outbox/sending')],
  },
  'repeat-what-is-unknown': {
    says: 'an attempt whose answer was lost is made again',
    file: source('outbox/failure'),
    from: "  unknown: 'unknown',",
    to: "  unknown: 'again',",
    noticedBy: [test('outbox/sending')],
  },
  'cut-short-is-queued': {
    says: 'what a process was sending when it was killed is sent again by the next one',
    file: source('outbox/claims'),
    from: '...(isCutShort && lost)',
    to: "...(isCutShort && { ...lost, state: 'queued' as const })",
    noticedBy: [test('outbox/cut-short')],
  },
  'ignore-the-claim': {
    says: 'two workers send the same entry',
    file: source('outbox/claims'),
    from: "        .where('claim', '=', token)\n        .where('content', 'is not', null)",
    to: "        .where('claim', token ? 'is not' : 'is', null)\n        .where('content', 'is not', null)",
    noticedBy: [test('outbox/cut-short')],
  },
  'overtake-in-a-thread': {
    says: 'a later reply to a thread arrives before an earlier one',
    file: source('outbox/claims'),
    from: "eb.and([eb('entry.state', '=', 'queued'), eb.not(eb.exists(inTheWay(eb)))]),",
    to: "eb('entry.state', '=', 'queued'),",
    noticedBy: [test('outbox/order')],
  },
  'count-too-few-copies': {
    says: 'an equal reply of before is taken for the one that was lost',
    file: source('outbox/send-entry'),
    from: 'found.copies <= known) return known;',
    to: 'found.copies < known) return known;',
    noticedBy: [test('outbox/looks'), test('outbox/sending')],
  },
  'key-for-anything': {
    says: 'a key that stands for one reply is taken for another, which is lost',
    file: source('outbox/enqueue'),
    from: 'if (row.verb === verb && row.digest === digest)',
    to: 'if (row.verb === verb)',
    noticedBy: [test('outbox/enqueue')],
  },
  'decide-while-it-is-looked-for': {
    says: 'a person who says twice that an entry was not sent sends it twice',
    file: source('outbox/decide'),
    from: "      if (!isUndecided(row)) return { refused: 'it is still being looked for' };\n",
    to: "      if (!isUndecided(row) && row.looks > 99) return { refused: 'it is still being looked for' };\n",
    noticedBy: [test('outbox/verbs')],
  },
  'ours-whoever-wrote': {
    says: 'a customer who repeats our words is taken for us, and a lost reply for one that arrived',
    file: source('outbox/copies'),
    from: "sender !== 'CUSTOMER'",
    to: 'sender !== undefined',
    noticedBy: [test('outbox/looks'), test('outbox/sending'), test('outbox/match')],
  },
  'acknowledge-all-before': {
    says: 'an event that was not acknowledged is not told again, since a later one was',
    file: source('events/consumer'),
    from: 'open?.seq ?? Number.MAX_SAFE_INTEGER',
    to: 'Number.MAX_SAFE_INTEGER',
    noticedBy: [test('events/consumer')],
  },
  'tell-what-is-acknowledged': {
    says: 'an event is told again after it was acknowledged',
    file: source('events/consumer'),
    from: "            .where('consumer', '=', consumer),\n        ),",
    to: "            .where('consumer', '<>', consumer),\n        ),",
    noticedBy: [test('events/consumer')],
  },
  'missing-at-once': {
    says: 'a thread that one listing skips is called missing',
    file: source('mirror/absences'),
    from: 'const MISSES = 3;',
    to: 'const MISSES = 1;',
    noticedBy: [test('mirror')],
  },
  'count-no-copies': {
    says: 'a customer who writes "ok" twice at one time is told of once',
    file: source('message-id'),
    from: "[...addressOf(ref), 'content', ...content, copy]",
    to: "[...addressOf(ref), 'content', ...content]",
    noticedBy: [test('message-id')],
  },
  'old-is-new': {
    says: 'what was there before the inbox is told as new',
    file: source('mirror/messages'),
    from: '!(sentAt instanceof Date && sentAt.getTime() > oldUntil)',
    to: '(sentAt instanceof Date && sentAt.getTime() > oldUntil)',
    noticedBy: [test('mirror'), test('brandlovers/poll')],
  },
  'purged-comes-back': {
    says: 'a text that was forgotten is stored again by the next reading',
    file: source('mirror/forgotten'),
    from: 'index < lostUndated.length || sentAt.getTime() < newest ||',
    to: 'index < lostUndated.length || sentAt.getTime() < -newest ||',
    noticedBy: [test('mirror'), test('forgotten')],
  },
  'purge-by-any-clock': {
    says: 'a clock that jumps ahead purges texts before their time',
    file: source('run/purge-task'),
    from: '      if (wait > 0) return Math.min(wait, LOOKS);\n',
    to: '',
    noticedBy: [test('run/purge-task')],
  },
  'count-of-another-poll': {
    says: 'two processes write what they have read of one account, the older after the newer',
    file: source('run/poll-task'),
    from: '  if (numUpdatedRows > 0) return;',
    to: '  if (numUpdatedRows >= 0) return;',
    noticedBy: [test('run/poll-task')],
  },
};
