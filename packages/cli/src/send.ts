import { formatThreadRef } from '@ticketbridge/facade';
import { adviseInbox, adviseLook, type Place } from './advice.ts';
import { readCount } from './arguments.ts';
import { isConfirmed } from './confirm.ts';
import type { Context } from './context.ts';
import type { Desk } from './desk/desk.ts';
import { type Order, type Sent, VERBS } from './desk/order.ts';
import { EXIT } from './exit-code.ts';
import type { Output } from './output.ts';
import { linesOf, previewOrder } from './preview.ts';
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
  exists: EXIT.exists,
};

/** Asks a person where the order calls for it, places it, and shows what became of it. Resolves to the exit code. */
export async function placeOrder(context: Context, desk: Desk, order: Order, values: SendValues): Promise<number> {
  const { out, isJson } = context;
  refuseKey(order, desk);
  if (values.wait !== undefined && !desk.inbox) throw new UsageError('--wait needs an inbox');
  const wait = readCount('--wait', values.wait, 0) ?? PATIENCE;
  const { asks } = wordsOf(order);
  if (asks !== undefined && !values.yes) {
    const question = { asks, undone: 'Nothing was sent', preview: () => previewOrder(out, desk, order) };
    if (!(await isConfirmed(context, question))) return EXIT.notConfirmed;
  }
  const sent = await showWaiting(out, (tell) => desk.send(order, { wait, tell }));
  const { outcome } = sent;
  if (isJson) await out.record(recordOf(order, sent));
  else if (outcome === 'accepted') await showAccepted(out, order, sent);
  if (outcome !== 'accepted') {
    await out.note(
      PROBLEMS[outcome](placeOf(order, sent), sent, context.place),
      outcome === 'queued' ? 'yellow' : 'red',
    );
  }
  return CODES[outcome];
}

/** A new BrandLovers ticket has its key at the vendor; any other order only in an outbox. */
function refuseKey(order: Order, { inbox }: Desk): void {
  const isKept = inbox !== undefined || (order.verb === 'createThread' && order.vendor === 'brandlovers');
  if (order.key !== undefined && !isKept) throw new UsageError('--key needs an inbox');
}

function wordsOf({ verb }: Order): { readonly asks: string | undefined; readonly done: string } {
  return verb === 'createThread' ? VERBS.reply : VERBS[verb];
}

/** Shows in a terminal, while it takes long, what is being done and since when. */
async function showWaiting<T>(out: Output, work: (tell: (doing: string) => void) => Promise<T>): Promise<T> {
  const start = performance.now();
  let doing = 'sending it';
  const show = () => out.progress(`${doing} (${Math.round((performance.now() - start) / 1_000)} s)`);
  const timer = setInterval(show, 1_000);
  try {
    show();
    return await work((now) => {
      doing = now;
    });
  } finally {
    clearInterval(timer);
    out.endProgress();
  }
}

async function showAccepted(out: Output, order: Order, { ref, marker, isEarlier, sentAt, why }: Sent): Promise<void> {
  const place = ref ? shownRef(ref) : `a thread that does not show yet; its description begins with the mark ${marker}`;
  const when = isEarlier ? ` before, with this key${sentAt === undefined ? '' : `, at ${sentAt}`}` : '';
  await out.line(`${wordsOf(order).done}${when}: ${place}${why === undefined ? '' : ` (${why})`}`, 'bold');
  for (const line of linesOf(textOf(order))) await out.line(line);
}

type Problem = Exclude<Sent['outcome'], 'accepted'>;

const PROBLEMS: Readonly<Record<Problem, (place: string, sent: Sent, at: Place) => string>> = {
  queued: (place, { entry, key, isRunElsewhere, why }, at) =>
    `Queued for ${place} as ${entry}, and ${SENDER[`${isRunElsewhere}`](adviseInbox(['watch'], at))}.${why ? ` So far: ${why}.` : ''}${sameWith(key)}`,
  exists: (place, { why }) => `Nothing was sent to ${place}: ${why}. Another --key makes a new one.`,
  refused: nothingSent,
  'not-sent': nothingSent,
  unknown: (place, sent, at) => {
    const { ref, entry, key, why = 'it is being sent', isOpen } = sent;
    const isKept = key !== undefined;
    if (isKept && entry === undefined)
      return `It is not known whether it was queued for ${place}: ${why}.${sameWith(key)}`;
    const look = adviseLook(ref ? ['read', shownRef(ref)] : ['list'], at);
    const decide = entry === undefined ? '' : adviseInbox(['outbox', 'decide', entry], at);
    const next = isOpen ? `, then: ${decide} was-sent|was-not-sent.${sameWith(key)}` : '';
    return `It is not known whether it arrived at ${place}: ${why}. Look before you send it again: ${look}${next}`;
  },
};

const SENDER: Readonly<Record<`${boolean | undefined}`, (watch: string) => string>> = {
  true: () => 'another process sends it',
  false: (watch) => `nobody is sending: ${watch} does`,
  undefined: (watch) => `not sent yet: ${watch} does, unless another process runs the inbox`,
};

function nothingSent(place: string, { why, isEarlier }: Sent): string {
  return `Nothing was sent to ${place}: ${why}${isEarlier ? '. That became of this key before: another --key makes a new order' : ''}`;
}

/** Says how the command can be repeated without a second message. */
function sameWith(key: string | undefined): string {
  return key === undefined ? '' : ` Given again with --key ${key} it is the same order.`;
}

function recordOf(order: Order, { ref, ...sent }: Sent) {
  return { ...sent, ref: ref ? formatThreadRef(ref) : null, text: textOf(order) || null };
}

function textOf(order: Order): string {
  return order.verb === 'createThread' ? order.input.text : order.text;
}

/** Names the thread where it is known, and else the account. */
function placeOf(order: Order, { ref, vendor, account }: Sent): string {
  const known = order.verb === 'createThread' ? ref : order.ref;
  return known ? shownRef(known) : shownAccount({ vendor, account });
}
