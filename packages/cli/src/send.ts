import { formatThreadRef } from '@ticketbridge/facade';
import { readCount } from './arguments.ts';
import { isConfirmed } from './confirm.ts';
import type { Context } from './context.ts';
import type { Desk } from './desk/desk.ts';
import { type Order, type Sent, VERBS } from './desk/order.ts';
import type { MessageRecord } from './desk/records.ts';
import { EXIT } from './exit-code.ts';
import { showMessage } from './message.ts';
import type { Output } from './output.ts';
import { shownAccount, shownRef } from './ref.ts';
import { UsageError } from './usage-error.ts';

/** Seconds to wait for what becomes of an entry of the outbox. */
const PATIENCE = 90;

/** The flags of what asks a vendor for something. */
export const SEND_FLAGS = {
  yes: { type: 'boolean', meaning: 'does not ask' },
  key: { type: 'string', placeholder: 'KEY', meaning: 'with an inbox: given again, it is the same order' },
  wait: {
    type: 'string',
    placeholder: 'SECONDS',
    meaning: 'with an inbox: how long to send and wait; 0 only queues; default: 90',
  },
} as const;

interface SendValues {
  readonly yes?: boolean | undefined;
  readonly wait?: string | undefined;
}

const CODES: Readonly<Record<Sent['outcome'], number>> = {
  accepted: EXIT.done,
  refused: EXIT.failed,
  'not-sent': EXIT.failed,
  unknown: EXIT.unknown,
  queued: EXIT.queued,
};

/** Asks a person where the order calls for it, places it, and shows what became of it. Resolves to the exit code. */
export async function placeOrder(context: Context, desk: Desk, order: Order, values: SendValues): Promise<number> {
  const { out, isJson } = context;
  refuseKey(order, desk);
  const wait = readCount('--wait', values.wait, 0) ?? PATIENCE;
  const { asks } = wordsOf(order);
  if (asks !== undefined && !values.yes) {
    const question = { asks, undone: 'Nothing was sent', preview: () => preview(out, desk, order) };
    if (!(await isConfirmed(context, question))) return EXIT.notConfirmed;
  }
  const sent = await desk.send(order, wait);
  if (isJson) await out.record(recordOf(order, sent));
  else if (sent.outcome === 'accepted') await showAccepted(out, order, sent);
  if (sent.outcome !== 'accepted') await out.note(problemOf(order, sent), sent.outcome === 'queued' ? 'yellow' : 'red');
  return CODES[sent.outcome];
}

/** A new BrandLovers ticket has its key at the vendor; any other order only in an outbox. */
function refuseKey(order: Order, { inbox }: Desk): void {
  const isKept = inbox !== undefined || (order.verb === 'createThread' && order.vendor === 'brandlovers');
  if (order.key !== undefined && !isKept) throw new UsageError('--key needs an inbox');
}

function wordsOf({ verb }: Order): { readonly asks: string | undefined; readonly done: string } {
  return verb === 'createThread' ? VERBS.reply : VERBS[verb];
}

/** Shows whom it goes to, and what was said last. */
async function preview(out: Output, desk: Desk, order: Order): Promise<void> {
  if (order.verb !== 'createThread') {
    let last: MessageRecord | undefined;
    for await (const message of desk.messages(order.ref)) last = message;
    await out.note(`Thread ${shownRef(order.ref)}${last ? ', where the last message is' : ', without messages'}`);
    if (last) await showMessage((line = '', style) => out.note(line, style), last);
  } else await out.note(`A new thread of ${shownAccount({ vendor: order.vendor, account: order.input.account })}`);
  if (textOf(order) !== '') await out.note('Your text:', 'bold');
  for (const line of linesOf(order)) await out.note(line);
}

async function showAccepted(out: Output, order: Order, { ref, marker }: Sent): Promise<void> {
  const place = ref ? shownRef(ref) : `a thread that does not show yet; its description begins with the mark ${marker}`;
  await out.line(`${wordsOf(order).done}: ${place}`, 'bold');
  for (const line of linesOf(order)) await out.line(line);
}

function problemOf(order: Order, { outcome, why, ref, entry, isRunElsewhere, vendor, account }: Sent): string {
  const known = order.verb === 'createThread' ? ref : order.ref;
  const place = known ? shownRef(known) : shownAccount({ vendor, account });
  const look = known ? `ticketbridge read ${shownRef(known)}` : 'ticketbridge list';
  if (outcome === 'queued') {
    const whoSends = isRunElsewhere ? 'another process sends it' : 'nobody is sending: ticketbridge watch does';
    return `Queued for ${place} as ${entry}, and ${whoSends}.${why ? ` So far: ${why}` : ''}`;
  }
  if (outcome !== 'unknown') return `Nothing was sent to ${place}: ${why}`;
  const next = entry === undefined ? '' : `, then: ticketbridge outbox decide ${entry} was-sent|was-not-sent`;
  return `It is not known whether it arrived at ${place}: ${why ?? 'it is being sent'}. Look before you send it again: ${look}${next}`;
}

function recordOf(order: Order, { ref, ...sent }: Sent) {
  return { ...sent, ref: ref ? formatThreadRef(ref) : null, text: textOf(order) || null };
}

function textOf(order: Order): string {
  return order.verb === 'createThread' ? order.input.text : order.text;
}

function linesOf(order: Order): readonly string[] {
  const text = textOf(order);
  return text === '' ? [] : text.split(/\r?\n/).map((line) => `  ${line}`);
}
