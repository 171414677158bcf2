import type { Account, Vendor } from '@ticketbridge/facade';
import { readOneOf, readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import type { CreateOrder } from '../desk/order.ts';
import { shownAccount } from '../ref.ts';
import { placeOrder, SEND_FLAGS } from '../send.ts';
import { readText, refuseGarbled } from '../text.ts';
import { UsageError } from '../usage-error.ts';
import { isSeen } from '../visible.ts';

const VENDORS = ['brandlovers', 'clubcollect'] as const;

/** What each vendor's new thread needs, and what it can have. */
const FIELDS: Readonly<Record<Vendor, { readonly needs: readonly Field[]; readonly takes: readonly Field[] }>> = {
  brandlovers: { needs: ['order', 'type', 'from'], takes: ['description', 'customer-name', 'customer-phone'] },
  clubcollect: { needs: ['invoice'], takes: [] },
};

const FIELD_FLAGS = {
  order: { type: 'string', placeholder: 'ID', meaning: 'BrandLovers: the order that it is about' },
  type: { type: 'string', placeholder: 'TYPE', meaning: 'BrandLovers: the kind of ticket, such as DELIVERY' },
  from: { type: 'string', placeholder: 'NAME', meaning: "BrandLovers: the sender's name as it is displayed" },
  description: { type: 'string', placeholder: 'TEXT', meaning: 'BrandLovers: the description of the ticket' },
  'customer-name': { type: 'string', placeholder: 'NAME', meaning: "BrandLovers: the customer's name" },
  'customer-phone': { type: 'string', placeholder: 'NUMBER', meaning: "BrandLovers: the customer's phone number" },
  invoice: { type: 'string', placeholder: 'ID', meaning: 'ClubCollect: the invoice that it is about' },
} as const;

type Field = keyof typeof FIELD_FLAGS;

type Values = { readonly [K in Field]?: string | undefined };

export const create: Command = defineCommand({
  name: 'create',
  summary: 'opens a thread and writes its first message to the customer; asks first',
  usage: `${VENDORS.join('|')} TEXT`,
  words: VENDORS,
  example:
    'ticketbridge create brandlovers "Seu pedido saiu." --account aurora --order 998877 --type DELIVERY --from "Loja Aurora" --yes',
  notes: [
    'TEXT may be "-", for standard input.',
    '--key is a mark in the ticket (BrandLovers): where one shows it already, nothing is sent, and the code is 6.',
    'Its characters: a-z, 0-9, ".", "_", "-".',
  ],
  flags: {
    ...SEND_FLAGS,
    account: { type: 'string', placeholder: 'ACCOUNT', meaning: 'the account; needed where there are several' },
    ...FIELD_FLAGS,
  },
  run: async (context, { values, positionals }) => {
    const [name, given] = readPositionals(positionals, 'VENDOR', 'TEXT');
    const vendor = readOneOf('VENDOR', VENDORS, name);
    refuseOthers(vendor, values);
    const text = await readText(given, context.io);
    await using desk = await context.openDesk();
    const account = chooseAccount(vendor, values.account, desk.accounts);
    const order = orderOf(vendor, account, text, values);
    return await placeOrder(context, desk, { ...order, key: values.key }, values);
  },
});

function refuseOthers(vendor: Vendor, values: Values): void {
  const { needs, takes } = FIELDS[vendor];
  const missing = needs.find((field) => !isSeen(values[field]));
  if (missing !== undefined) throw new UsageError(`--${missing} is missing; see --help`);
  const fields = Object.values(FIELDS).flatMap((of) => [...of.needs, ...of.takes]);
  const other = fields.find((field) => values[field] !== undefined && ![...needs, ...takes].includes(field));
  if (other !== undefined) throw new UsageError(`${vendor} takes no --${other}`);
  for (const field of fields) refuseGarbled(`--${field}`, values[field] ?? '');
}

function chooseAccount(vendor: Vendor, named: string | undefined, accounts: readonly Account[]): string {
  const names = accounts.filter((account) => account.vendor === vendor).map(({ account }) => account);
  const [only, another] = names;
  if (only === undefined) throw new UsageError(`no credentials are configured for ${vendor}`);
  if (named === undefined && another !== undefined) throw new UsageError(`--account is missing: ${names.join(' or ')}`);
  // As every other command takes it.
  const meant = names.find((name) => named === name || named === shownAccount({ vendor, account: name }));
  if (named !== undefined && meant === undefined) throw new UsageError(`--account must be ${names.join(' or ')}`);
  return meant ?? only;
}

function orderOf(vendor: Vendor, account: string, text: string, values: Values): CreateOrder {
  const verb = 'createThread';
  if (vendor === 'clubcollect') return { verb, vendor, input: { account, invoiceId: values.invoice ?? '', text } };
  const { order: orderId = '', type = '', from = '', description } = values;
  const customer = { name: values['customer-name'], phoneNumber: values['customer-phone'] };
  return { verb, vendor, input: { account, orderId, type, from, text, description, customer } };
}
