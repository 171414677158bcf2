import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { DeliveredEvent } from '../../src/events/consumer.ts';
import { openInbox } from '../../src/open-inbox.ts';
import { CONSUMER, optionsOf, type Plan } from './plan.ts';
import { randomOf } from './random.ts';

/** Runs the inbox and follows it, until it is killed. It tells its parent when it has begun, and of each event. */
const plan: Plan = JSON.parse(process.argv[2] ?? '');
const random = randomOf(plan.seed);
const inbox = await openInbox(await optionsOf(plan));
const note = (what: string, event: DeliveredEvent) => appendFileSync(plan.log, `${what} ${event.id}\n`);

/** Answers each question of a customer, as an application does: the event's id makes the answer one. */
async function work(event: DeliveredEvent): Promise<void> {
  await setTimeout(random(4));
  const question = event.type === 'message.new' ? /^question (\d+)$/.exec(event.message.text ?? '') : null;
  if (question && event.type === 'message.new') {
    await inbox.outbox.reply(event.ref, `answer ${question[1]}`, { key: event.id });
  }
  note('handled', event);
}

async function acknowledge(event: DeliveredEvent): Promise<void> {
  await event.ack();
  note('acknowledged', event);
}

async function follow(): Promise<void> {
  for await (const event of inbox.events(CONSUMER)) {
    process.stdout.write('event\n');
    for (const step of plan.acksFirst ? [acknowledge, work] : [work, acknowledge]) await step(event);
  }
}

process.stdout.write('begun\n');
await Promise.all([inbox.run(), ...(plan.follows ? [follow()] : [])]);
