import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { type Sandbox, startSandbox } from '@ticketbridge/sandbox';
import { openInbox } from '../../src/open-inbox.ts';
import { freshPlace } from '../stores.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Findings, findingsOf } from './findings.ts';
import { live, type World } from './life.ts';
import { CONSUMER, optionsOf, type Plan } from './plan.ts';
import { type Random, randomOf } from './random.ts';
import { copiesOf, mirrorOf, pictureOf } from './truth.ts';

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
/** Milliseconds that the inbox has to catch up after the last kill: a guard, never a measurement. */
const PATIENCE = 30_000;

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
    await using worker = startWorker(plan);
    // Some are killed while they begin.
    if (random(4) > 0) await worker.nextLine();
    for (let acts = random(5); acts > 0; acts -= 1) {
      await live(world);
      await setTimeout(random(30));
    }
    await settleUnknown(world);
    // Others, while they work.
    if (random(2) > 0) await Promise.race([worker.nextLine(), setTimeout(200)]);
    await setTimeout(random(random(2) > 0 ? 8 : 120));
  }
  await using _worker = startWorker(plan);
  await settle(async () => {
    await settleUnknown(world);
    return isSettled(world);
  });
  return await findingsOf(world, readFileSync(plan.log, 'utf8'));
}

async function settle(isSettled: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await isSettled())) {
    if (performance.now() > end) throw new Error('the inbox has not caught up');
    await setTimeout(50);
  }
}

async function isSettled({ sandbox, inbox }: World): Promise<boolean> {
  const open = await inbox.outbox.open();
  if (open.length > 0 || !isDeepStrictEqual(await mirrorOf(inbox), pictureOf(sandbox))) return false;
  const { consumers } = await inbox.status();
  return consumers.some(({ name, lag }) => name === CONSUMER && lag === 0);
}

function switchesOf(random: Random) {
  const order = (['oldest-first', 'newest-first'] as const)[random(2)];
  return {
    brandlovers: {
      ticketOrder: order,
      messageOrder: order,
      messageKeepsUpdatedAt: random(2) === 1,
      maxLimit: 3 + random(5),
    },
    clubcollect: { pageSize: 3 + random(5) },
  };
}

function addFaults(sandbox: Sandbox, random: Random): void {
  const often = (rate: number) => ({ rate, seed: random(2 ** 32) });
  for (const operation of ['addTicketMessage', 'createInvoiceTicket']) {
    sandbox.addFault({ kind: 'reset', applied: true, operation, ...often(0.15) });
    sandbox.addFault({ kind: 'reset', applied: false, operation, ...often(0.1) });
    sandbox.addFault({ kind: 'latency', milliseconds: 30, operation, ...often(0.4) });
  }
  sandbox.addFault({ kind: 'reset', applied: false, ...often(0.02) });
  sandbox.addFault({ kind: 'latency', milliseconds: 5, ...often(0.2) });
}

function planOf(sandbox: Sandbox, { acksFirst = false }: Trial): Plan {
  const log = join(temporaryFolder(), 'log');
  writeFileSync(log, '');
  const { brandlovers, clubcollect } = sandbox;
  return {
    place: freshPlace(),
    brandlovers: brandlovers.baseUrl,
    clubcollect: clubcollect.baseUrl,
    log,
    acksFirst,
  };
}

/** Starts a process that runs the inbox, and kills it at the end of the block. */
function startWorker(plan: Plan): AsyncDisposable & { nextLine(): Promise<unknown> } {
  const child = spawn(process.execPath, ['--conditions=@ticketbridge/source', WORKER, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  return {
    nextLine: () => Promise.race([once(child.stdout, 'data'), gone]),
    async [Symbol.asyncDispose]() {
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
