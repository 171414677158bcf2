import { brandloversSource, capabilities, clubcollectSource, createTicketbridge } from '@ticketbridge/facade';
import { proves } from '@ticketbridge/ledger';
import { expect, test } from 'vitest';
import { type MappedField, mappedFields } from '../report/mapping.ts';
import { at } from './json.ts';
import { startWorld } from './world.ts';

/** Everything that the facade gives of a vendor, by the model of the spec that it was made of. */
type Read = Readonly<Record<string, readonly { readonly raw: unknown }[]>>;

const READERS: Readonly<Record<string, () => Promise<Read>>> = {
  async brandlovers() {
    const { seller } = await startWorld(fetch);
    const bridge = createTicketbridge(brandloversSource(seller, { account: 'shop' }));
    const threads = await Array.fromAsync(bridge.threads());
    const refs = threads.flatMap(({ ref }) => ref ?? []);
    const messages = await Promise.all(refs.map((ref) => Array.fromAsync(bridge.messages(ref))));
    return { Ticket: threads, TicketMessage: messages.flat() };
  },
  async clubcollect() {
    const { partner } = await startWorld(fetch);
    const bridge = createTicketbridge(clubcollectSource(partner, { companyId: 'club' }));
    const fragments = await Array.fromAsync(bridge.threads());
    const threads = await Array.fromAsync(bridge.threads({ hydrate: true }));
    return {
      CompanyTicket: fragments.flatMap(({ messages }) => messages),
      Ticket: threads.flatMap(({ messages }) => messages),
    };
  },
};

test.each(Object.keys(capabilities()))(
  'each field of %s that has a place in the facade stands there as the sandbox answered it',
  async (vendor) => {
    const read = (await READERS[vendor]?.()) ?? expect.fail(`Nobody reads ${vendor}`);
    const fields = mappedFields(vendor);
    expect(fields).not.toEqual([]);
    const lost = fields.filter((field) => !(read[field.model] ?? []).some((given) => isKept(given, field)));
    expect(lost).toEqual([]);
    for (const { model, pointer } of fields) {
      proves({ vendor, row: `mapping ${model} ${pointer}`, column: 'end-to-end' });
    }
  },
);

/** Whether the value of the vendor's answer stands somewhere beside it. */
function isKept({ raw, ...given }: { readonly raw: unknown }, { pointer }: MappedField): boolean {
  const value = at(raw, ...pointer.slice(1).split('/'));
  return typeof value === 'string' && textsIn(given).includes(instantOr(value));
}

function textsIn(value: unknown): string[] {
  if (value instanceof Date) return [value.toISOString()];
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function instantOr(value: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value;
}
