import { isTicketbridgeError, type ThreadRef } from '@ticketbridge/facade';
import type { Desk } from './desk/desk.ts';
import type { Order } from './desk/order.ts';
import type { MessageRecord } from './desk/records.ts';
import { showMessage } from './message.ts';
import { ageOfAccount } from './mirror.ts';
import type { Output } from './output.ts';
import { shownAccount, shownRef } from './ref.ts';

/** Shows whom an order goes to, what was said last, and what it says. */
export async function previewOrder(out: Output, desk: Desk, order: Order): Promise<void> {
  if (order.verb === 'createThread') {
    await out.note(`A new thread of ${shownAccount({ vendor: order.vendor, account: order.input.account })}`);
    await showFields(out, order.input);
    return previewText(out, order.input.text);
  }
  await previewThread(out, desk, order.ref);
  await previewText(out, order.text);
}

/** Shows a thread and its last message as the vendor has it; where the vendor does not tell, as the inbox read it. */
export async function previewThread(out: Output, desk: Desk, ref: ThreadRef): Promise<void> {
  const { last, known } = await lastMessage(desk, ref);
  await out.note(`Thread ${shownRef(ref)}${last ? ', where the last message is' : ', without messages'}${known}`);
  if (last) await showMessage((line = '', style) => out.note(line, style), last);
}

/** Shows a text that goes out, indented. */
export async function previewText(out: Output, text: string): Promise<void> {
  if (text === '') return;
  await out.note('Your text:', 'bold');
  for (const line of linesOf(text)) await out.note(line);
}

/** Indents each line of a text, so that none can be taken for one of ours. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/\r?\n/).map((line) => `  ${line}`);
}

interface LastMessage {
  readonly last: MessageRecord | undefined;
  /** Says how old it is, where it does not come from the vendor. */
  readonly known: string;
}

async function lastMessage(desk: Desk, ref: ThreadRef): Promise<LastMessage> {
  const { inbox, currentMessages } = desk;
  try {
    if (currentMessages) return { last: await lastOf(currentMessages(ref)), known: '' };
  } catch (error) {
    if (!inbox || !isTicketbridgeError(error)) throw error;
  }
  const age = inbox ? ` (the vendor does not tell now; of the inbox ${await ageOfAccount(inbox, ref)})` : '';
  return { last: await lastOf(desk.messages(ref)), known: age };
}

async function lastOf(messages: AsyncIterable<MessageRecord>): Promise<MessageRecord | undefined> {
  let last: MessageRecord | undefined;
  for await (const message of messages) last = message;
  return last;
}

/** Shows what else a new thread consists of. */
async function showFields(out: Output, { account: _, text: __, ...fields }: CreateInput): Promise<void> {
  for (const [name, value] of Object.entries(flat(fields))) await out.note(`  ${name}: ${value}`);
}

type CreateInput = Extract<Order, { readonly verb: 'createThread' }>['input'];

/** Leaves the fields that have a value, those of the customer among them. */
function flat(fields: object): Readonly<Record<string, string>> {
  const entries = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]];
    return Object.entries(flat(Object(value))).map(([inner, text]) => [`${name} ${inner}`, text]);
  });
  return Object.fromEntries(entries);
}
