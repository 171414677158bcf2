import { formatThreadRef } from '@ticketbridge/facade';
import { canAsk, confirm } from './confirm.ts';
import type { Context } from './context.ts';
import type { Desk } from './desk/desk.ts';
import { type Order, type Sent, VERBS } from './desk/order.ts';
import type { MessageRecord } from './desk/records.ts';
import { EXIT } from './exit-code.ts';
import { showMessage } from './message.ts';
import type { Output } from './output.ts';
import { shownAccount, shownRef } from './ref.ts';
import { UsageError } from './usage-error.ts';

/** The flags of what asks a vendor for something. */
export const SEND_FLAGS = {
  yes: { type: 'boolean', meaning: 'does not ask' },
  key: { type: 'string', placeholder: 'KEY', meaning: 'with an inbox: given again, it is the same order' },
} as const;

const CODES: Readonly<Record<Sent['outcome'], number>> = {
  accepted: EXIT.done,
  refused: EXIT.failed,
  'not-sent': EXIT.failed,
  unknown: EXIT.unknown,
  queued: EXIT.queued,
};

/** Asks a person where the order calls for it, places it, and shows what became of it. Resolves to the exit code. */
export async function placeOrder(context: Context, desk: Desk, order: Order, isConfirmed: boolean): Promise<number> {
  const { io, out, isJson } = context;
  refuseKey(order, desk);
  const { asks } = wordsOf(order);
  if (asks !== undefined && !isConfirmed) {
    if (!canAsk(io)) {
      await out.note('Nothing was sent: there is no terminal to ask on. --yes sends without asking.', 'red');
      return EXIT.notConfirmed;
    }
    await preview(out, desk, order);
    if (!(await confirm(io, `${asks}?`))) {
      await out.note('Nothing was sent.');
      return EXIT.notConfirmed;
    }
  }
  const sent = await desk.send(order);
  if (isJson) await out.record(recordOf(order, sent));
  else if (sent.outcome === 'accepted') await showAccepted(out, order, sent);
  if (sent.outcome !== 'accepted') await out.note(problemOf(order, sent), sent.outcome === 'queued' ? 'yellow' : 'red');
  return CODES[sent.outcome];
}

/** A new BrandLovers ticket has its key at the vendor; any other order only in an outbox. */
function refuseKey(order: Order, { hasOutbox }: Desk): void {
  const isKept = hasOutbox || (order.verb === 'createThread' && order.vendor === 'brandlovers');
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

function problemOf(order: Order, { outcome, why, ref, entry, vendor, account }: Sent): string {
  const known = order.verb === 'createThread' ? ref : order.ref;
  const place = known ? shownRef(known) : shownAccount({ vendor, account });
  const look = known ? `ticketbridge read ${shownRef(known)}` : 'ticketbridge list';
  if (outcome === 'queued') return `Queued for ${place} as ${entry}, and nobody is sending: ticketbridge watch does.`;
  if (outcome !== 'unknown') return `Nothing was sent to ${place}: ${why}`;
  return `It is not known whether it arrived at ${place}: ${why}. Look before you send it again: ${look}`;
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
