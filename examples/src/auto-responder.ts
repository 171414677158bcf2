// Answers every thread that waits for us with one text, once. It can be killed at any moment: what it was about to send
// then is listed for a person to decide, and never sent again. Exit code 1: somebody has something to do.
// Run: node src/auto-responder.ts --journal replies.sqlite --text "We got your message." (see README.md).
import { parseArgs } from 'node:util';
import {
  type Account,
  createTicketbridge,
  formatThreadRef,
  isTicketbridgeError,
  type Outcome,
  type ThreadRef,
  type Ticketbridge,
  type TicketbridgeError,
} from '@ticketbridge/facade';
import { readAccounts } from './configuration.ts';
import { Journal } from './journal.ts';
import { complain, print, runProgram, UsageError } from './program.ts';
import { isSeen, visible } from './visible.ts';

await runProgram('auto-responder', async () => {
  const { journal: path, text, 'was-sent': sent, 'was-not-sent': notSent } = readFlags();
  if (!isSeen(path)) throw new UsageError('--journal FILE is missing: where to note what was sent');
  if (!sent.every(isSeen)) throw new UsageError('--was-sent THREAD is missing: as it was listed');
  if (!notSent.every(isSeen)) throw new UsageError('--was-not-sent THREAD is missing: as it was listed');
  if (sent.length + notSent.length > 0) {
    if (text !== undefined) throw new UsageError('--text goes with no decision: decide first, then answer');
    using journal = new Journal(path);
    decide(journal, sent, 'accepted');
    decide(journal, notSent, 'not-sent');
    return await listUnknown(journal);
  }
  if (!isSeen(text)) throw new UsageError('--text TEXT is missing: what to answer');
  const bridge = createTicketbridge(readAccounts(process.env));
  using journal = new Journal(path);
  const failures = await answerAll(bridge, journal, text);
  return Math.max(await listUnknown(journal), failures > 0 ? 1 : 0);
});

function readFlags() {
  return parseArgs({
    options: {
      journal: { type: 'string' },
      text: { type: 'string' },
      'was-sent': { type: 'string', multiple: true, default: [] },
      'was-not-sent': { type: 'string', multiple: true, default: [] },
    },
  }).values;
}

function decide(journal: Journal, threads: readonly string[], outcome: 'accepted' | 'not-sent'): void {
  for (const named of threads) {
    // A person copies what was printed.
    const [reply, another] = journal.unknown().filter(({ thread }) => visible(thread) === visible(named));
    if (another || !reply || !journal.decide(reply.thread, outcome)) {
      throw new UsageError(`the journal has no reply of unknown fate to ${named}`);
    }
  }
}

/** Answers what waits, and resolves to the number of failures, each of which it has told. */
async function answerAll(bridge: Ticketbridge, journal: Journal, text: string): Promise<number> {
  let failures = 0;
  // All are listed before the first is answered: an answer changes the lists.
  const waiting = await listWaiting(bridge, (error, { vendor, account }) => {
    failures += 1;
    complain(`${vendor}:${account} could not be listed whole: ${error.message}`);
  });
  const stopped = new Set<string>();
  for (const ref of waiting) {
    // An account that left one fate unknown is likely to leave the next unknown too.
    if (stopped.has(accountKey(ref)) || !journal.intend(ref)) continue;
    const outcome = await answer(bridge, ref, text);
    journal.settle(ref, outcome);
    await print(`${formatThreadRef(ref)} ${outcome}`);
    if (outcome !== 'accepted') failures += 1;
    if (outcome === 'unknown') stopped.add(accountKey(ref));
  }
  return failures;
}

/** The threads that wait for us: BrandLovers does not tell whose turn it is, so there it is those that are new. */
async function listWaiting(
  bridge: Ticketbridge,
  onSourceError: (error: TicketbridgeError, owner: Account) => void,
): Promise<readonly ThreadRef[]> {
  // A ClubCollect thread comes with each page that holds some of it.
  const waiting = new Map<string, ThreadRef>();
  for await (const { ref, state } of bridge.threads({ active: true, onSourceError })) {
    if (ref && (state.turn === 'ours' || state.native === 'OPEN')) waiting.set(formatThreadRef(ref), ref);
  }
  return [...waiting.values()];
}

/** Sends the reply, and says what is known of it. */
async function answer(bridge: Ticketbridge, ref: ThreadRef, text: string): Promise<Outcome> {
  try {
    return (await bridge.reply(ref, text)).outcome;
  } catch (error) {
    if (!isTicketbridgeError(error)) throw error;
    complain(`${formatThreadRef(ref)}: ${error.message}`);
    return error.outcome;
  }
}

/** Lists the replies of unknown fate; 1 if there are any. */
async function listUnknown(journal: Journal): Promise<number> {
  const replies = journal.unknown();
  if (replies.length === 0) return 0;
  await print();
  await print('It is not known whether these replies reached the customer. They are not sent again; look, and decide');
  await print('with --was-sent THREAD or --was-not-sent THREAD:');
  for (const { thread, intendedAt } of replies) await print(`unknown ${thread} ${intendedAt}`);
  return 1;
}

function accountKey({ vendor, account }: Account): string {
  return `${vendor}:${account}`;
}
