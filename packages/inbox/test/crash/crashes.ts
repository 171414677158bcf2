import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { type Sandbox, startSandbox } from '@ticketbridge/sandbox';
import type { Inbox } from '../../src/inbox.ts';
import { openInbox } from '../../src/open-inbox.ts';
import { freshPlace } from '../stores.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Findings, findingsOf } from './findings.ts';
import { live, type World } from './life.ts';
import { CONSUMER, optionsOf, type Plan } from './plan.ts';
import { type Random, randomOf } from './random.ts';
import { copiesOf, differencesOf, mirrorOf, pictureOf } from './truth.ts';

/** How the inbox is tried. */
export interface Trial {
  readonly seed: number;
  readonly kills: number;
  /** Acknowledges before the work. */
  readonly acksFirst?: boolean;
  /** Takes whatever is not known for not sent. */
  readonly resendsUnknown?: boolean;
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
/**
 * Milliseconds that the inbox has to catch up after the last kill: a guard, never a measurement. On PostgreSQL nobody
 * judges what a dead process was sending until its claim has run out.
 */
const PATIENCE = 240_000;

/** Runs an inbox that is killed again and again while both vendors lose answers, and compares what it did with the truth. */
export async function crash(trial: Trial): Promise<Findings> {
  const random = randomOf(trial.seed);
  await using sandbox = await startSandbox(switchesOf(random));
  addFaults(sandbox, random);
  const plan = planOf(sandbox, trial);
  // Beside the one that is killed: whoever asks for replies, and the person who decides.
  await using inbox = await openInbox(await optionsOf(plan));
  const settleUnknown = trial.resendsUnknown ? resend : decide;
  const world: World = { sandbox, inbox, random, done: { questions: [], replies: [], deletedThreads: 0 } };
  for (let kill = 0; kill < trial.kills; kill += 1) {
    await using workers = startWorkers({ ...plan, seed: random(2 ** 32) });
    // The first one is killed in the first run, and some later ones while they begin.
    if (kill === 0) await untilRequests(sandbox, random(25));
    else if (kill === 1) await untilReady(inbox);
    else if (random(4) > 0) await workers.nextLine();
    for (let acts = kill === 0 ? 0 : 2 + random(5); acts > 0; acts -= 1) {
      await live(world);
      await setTimeout(random(30));
    }
    await settleUnknown(world);
    // Others, while they work.
    if (random(2) > 0) await Promise.race([workers.nextLine(), setTimeout(200)]);
    await setTimeout(random(random(2) > 0 ? 8 : 120));
  }
  sandbox.clearFaults();
  await using _workers = startWorkers(plan);
  await settle(world, () => settleUnknown(world));
  return await findingsOf(world, readFileSync(plan.log, 'utf8'));
}

/** Waits until the vendors have been asked so often. */
async function untilRequests(sandbox: Sandbox, requests: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = requests;
  const stop = sandbox.journal.subscribe(() => {
    left -= 1;
    if (left < 0) resolve();
  });
  await promise;
  stop();
}

/** Waits until the first run of all accounts has ended. */
async function untilReady(inbox: Inbox): Promise<void> {
  while (!(await inbox.status()).accounts.every(({ phase }) => phase === 'ready')) await setTimeout(20);
}

/** Waits until nothing is left to be done. */
async function settle({ sandbox, inbox }: World, settleUnknown: () => Promise<void>): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    await settleUnknown();
    const open = await inbox.outbox.open();
    const differing = differencesOf(pictureOf(sandbox), await mirrorOf(inbox));
    const { accounts, consumers } = await inbox.status();
    const lag = consumers.find(({ name }) => name === CONSUMER)?.lag;
    if (open.length === 0 && differing.length === 0 && lag === 0) return;
    if (performance.now() > end) {
      throw new Error(
        `the inbox has not caught up: ${JSON.stringify({ open, differing, accounts, lag }, undefined, 2)}`,
      );
    }
    await setTimeout(50);
  }
}

function switchesOf(random: Random) {
  const order = (['oldest-first', 'newest-first'] as const)[random(2)];
  return {
    brandlovers: {
      ticketOrder: order,
      messageOrder: order,
      messageKeepsUpdatedAt: random(2) === 1,
      maxLimit: 5 + random(10),
    },
    clubcollect: { pageSize: 5 + random(10) },
  };
}

function addFaults(sandbox: Sandbox, random: Random): void {
  const often = (rate: number) => ({ rate, seed: random(2 ** 32) });
  for (const operation of ['addTicketMessage', 'createInvoiceTicket']) {
    sandbox.addFault({ kind: 'reset', applied: true, operation, ...often(0.15) });
    sandbox.addFault({ kind: 'reset', applied: false, operation, ...often(0.1) });
    sandbox.addFault({ kind: 'latency', milliseconds: 30, operation, ...often(0.4) });
  }
  sandbox.addFault({ kind: 'reset', applied: false, ...often(0.005) });
  sandbox.addFault({ kind: 'latency', milliseconds: 5, ...often(0.2) });
}

function planOf(sandbox: Sandbox, { acksFirst = false, seed }: Trial): Plan {
  const log = join(temporaryFolder(), 'log');
  writeFileSync(log, '');
  const { brandlovers, clubcollect } = sandbox;
  return {
    place: freshPlace(),
    brandlovers: brandlovers.baseUrl,
    clubcollect: clubcollect.baseUrl,
    log,
    follows: true,
    acksFirst,
    seed,
  };
}

/** Starts the processes that run the inbox, as many as its store allows, and kills them at the end of the block. */
function startWorkers(plan: Plan): AsyncDisposable & { nextLine(): Promise<unknown> } {
  const isShared = plan.place.startsWith('postgresql:');
  const workers = [startWorker(plan), ...(isShared ? [startWorker({ ...plan, follows: false })] : [])];
  return {
    nextLine: () => Promise.race(workers.map((worker) => worker.nextLine())),
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.kill()));
    },
  };
}

function startWorker(plan: Plan) {
  const child = spawn(process.execPath, ['--conditions=@ticketbridge/source', WORKER, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  return {
    nextLine: () => Promise.race([once(child.stdout, 'data'), gone]),
    async kill() {
      if (child.exitCode !== null) throw new Error(`the worker ended by itself, with ${child.exitCode}`);
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Decides about what nobody but a person can tell, as one who has asked the customer. */
async function decide({ inbox, sandbox, done }: World): Promise<void> {
  for (const { id, ref, text = '', isUndecided } of await inbox.outbox.open()) {
    if (!isUndecided || !ref) continue;
    const equal = done.replies.filter((reply) => isDeepStrictEqual(reply.ref, ref) && reply.text === text);
    const states = await Promise.all(equal.map(async (reply) => (await inbox.outbox.get(reply.id))?.state));
    const accepted = states.filter((state) => state === 'accepted').length;
    await inbox.outbox.decide(id, copiesOf(sandbox, ref, text) > accepted ? 'was-sent' : 'was-not-sent');
  }
}

/** Sends again whatever is not known to have arrived, as nobody should. */
async function resend({ inbox }: World): Promise<void> {
  for (const { id, ref, text = '', state } of await inbox.outbox.open()) {
    if (state !== 'unknown' || !ref) continue;
    const cancelled = await inbox.outbox.cancel(id).catch(() => undefined);
    if (cancelled) await inbox.outbox.reply(ref, text);
  }
}
