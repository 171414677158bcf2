import {
  brandloversMessage,
  brandloversThread,
  clubcollectListedMessage,
  clubcollectMessage,
} from '@ticketbridge/facade/testing';
import { readVendors } from '@ticketbridge/ledger';
import { at, entries } from '@ticketbridge/ledger/json';

/** A field of a vendor's answer that has a place of its own in the facade's Thread or Message. */
export interface MappedField {
  readonly vendor: string;
  /** A model of the spec. */
  readonly model: string;
  /** The field in the model, as a JSON pointer. */
  readonly pointer: string;
}

/** Says what the facade finds no place for in an answer, which it is given as JSON. */
type Mapping = (json: string) => { readonly onlyInRaw: readonly string[] };

const BRANDLOVERS = { vendor: 'brandlovers', account: 'shop', id: 'a' } as const;
const CLUBCOLLECT = { vendor: 'clubcollect', account: 'club', id: 'a' } as const;

/** The facade's mappings, by vendor and by the model of the spec that each reads. */
const MAPPINGS: Readonly<Record<string, Readonly<Record<string, Mapping>>>> = {
  brandlovers: {
    Ticket: (json) => brandloversThread('shop', JSON.parse(json)),
    TicketMessage: (json) => brandloversMessage(BRANDLOVERS, JSON.parse(json)),
  },
  clubcollect: {
    Ticket: (json) => clubcollectMessage(CLUBCOLLECT, JSON.parse(json)),
    CompanyTicket: (json) => clubcollectListedMessage('club', JSON.parse(json)),
  },
};

/** Lists the fields of a vendor that have a place, as the facade itself tells of an answer that has every field. */
export function mappedFields(vendor: string): readonly MappedField[] {
  const models = readVendors().get(vendor)?.spec.models ?? {};
  return Object.entries(MAPPINGS[vendor] ?? {}).flatMap(([model, mapping]) => {
    const full = fullOf(models, models[model]);
    const { onlyInRaw } = mapping(JSON.stringify(full));
    const isMapped = (pointer: string) => !onlyInRaw.some((raw) => `${pointer}/`.startsWith(`${raw}/`));
    return leavesOf(full)
      .filter(isMapped)
      .map((pointer) => ({ vendor, model, pointer }));
  });
}

/** A value with every property of its schema. */
function fullOf(models: Readonly<Record<string, unknown>>, schema: unknown): unknown {
  const reference = at(schema, '$ref');
  if (typeof reference === 'string') return fullOf(models, models[reference.split('/').at(-1) ?? '']);
  const properties = entries(at(schema, 'properties'));
  if (properties.length === 0) return at(schema, 'type') === 'array' ? [] : 'a text';
  return Object.fromEntries(properties.map(([name, property]) => [name, fullOf(models, property)]));
}

function leavesOf(value: unknown, pointer = ''): string[] {
  const inner = entries(value);
  return inner.length === 0 ? [pointer] : inner.flatMap(([name, field]) => leavesOf(field, `${pointer}/${name}`));
}
