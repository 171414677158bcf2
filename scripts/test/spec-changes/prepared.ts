import type { Bump } from '../../src/diff/verdict.ts';
import type { SpecChange } from './change.ts';
import { type Edit, remove, set } from './edit.ts';

/** A change of a spec that is made ready for it by edits of its own. */
export interface PreparedChange {
  readonly spec: SpecChange['spec'];
  readonly given: readonly Edit[];
  readonly edits: readonly Edit[];
  readonly client: Bump;
  readonly facade: Bump;
  readonly publishedWork: boolean;
}

const TEXT = { type: 'string', description: 'A text.' };
const INSTANT = { ...TEXT, format: 'date-time' };

const schemas = '/components/schemas';
const ticket = `${schemas}/Ticket/properties`;
const ref = (name: string) => ({ $ref: `#${schemas}/${name}` });

/** A text or an instant that stands behind components, by how the facade's fields come to it. */
function behind(field: string, schema: object): Readonly<Record<string, readonly Edit[]>> {
  return {
    'a component': [set(`${schemas}/Shared`, schema), set(`${ticket}/${field}`, ref('Shared'))],
    'a component that may be null': [
      set(`${schemas}/Shared`, schema),
      set(`${ticket}/${field}`, { anyOf: [ref('Shared'), { type: 'null' }] }),
    ],
    'a component of a component': [
      set(`${schemas}/Shared`, schema),
      set(`${schemas}/Alias`, ref('Shared')),
      set(`${ticket}/${field}`, ref('Alias')),
    ],
    'a component that others read as well': [
      set(`${schemas}/Shared`, schema),
      set(`${schemas}/Metadata/properties/since`, ref('Shared')),
      set(`${ticket}/${field}`, ref('Shared')),
    ],
  };
}

const shared = { spec: 'brandlovers', client: 'patch', publishedWork: true } as const;
const lost = Object.entries(behind('closedAt', INSTANT)).map(([where, given]) => [
  `a date-time that the facade parses is one no more, behind ${where}`,
  { ...shared, given, edits: [remove(`${schemas}/Shared/format`)], facade: 'minor' },
]);
const found = Object.entries(behind('subject', TEXT)).map(([where, given]) => [
  `a text that the facade gives becomes a date-time, behind ${where}`,
  { ...shared, given, edits: [set(`${schemas}/Shared/format`, 'date-time')], facade: 'major' },
]);

const caller = { type: 'object', required: ['name'], properties: { name: TEXT, phone: TEXT } };
const email = set(`${schemas}/Caller/properties/email`, TEXT);

/** An object of answers, which gains a field, and whether it could be given as input as it was. */
function gaining(schema: object, publishedWork: boolean, given: readonly Edit[] = []): PreparedChange {
  const read = [set(`${schemas}/Caller`, schema), set(`${schemas}/Parcel/properties/caller`, ref('Caller')), ...given];
  return { spec: 'parcels', given: read, edits: [email], client: 'minor', facade: 'none', publishedWork };
}

const withField = (name: string, field: object) => ({ ...caller, properties: { ...caller.properties, [name]: field } });

const gained: Readonly<Record<string, PreparedChange>> = {
  'that is given by another name': gaining(caller, false),
  'that has fewer fields than what is given': gaining({ ...caller, properties: { name: TEXT } }, false),
  'that may be null': gaining({ ...caller, type: ['object', 'null'] }, false),
  'that is given whole, as a body': gaining(
    { type: 'object', properties: { remark: TEXT, sender: ref('Contact') } },
    false,
  ),
  'that is given whole, as a body that takes other fields': gaining(
    { type: 'object', properties: { day: TEXT } },
    true,
    [set(`${schemas}/Pickup/additionalProperties`, true)],
  ),
  'that is given whole, as a component that is a body': gaining({ type: 'object', properties: { day: TEXT } }, false),
  'that holds what is given': gaining({ type: 'object', properties: { contact: ref('Contact') } }, true),
  'that has a field more than what is given': gaining(withField('id', TEXT), true),
  'that lacks a field that has to be given': gaining({ ...caller, properties: { phone: TEXT } }, true),
  'that may lack a field that has to be given': gaining({ ...caller, required: [] }, true),
  'of which a field has another type than what is given': gaining(withField('phone', { type: 'integer' }), true),
  'of which a field holds more than what is given': gaining(
    {
      type: 'object',
      properties: { sender: { ...withField('id', TEXT), required: ['name'] } },
    },
    true,
  ),
};

const withEmail = {
  type: 'object',
  description: 'The customer.',
  properties: { name: TEXT, phoneNumber: TEXT, email: TEXT },
};
const replaced = { spec: 'brandlovers', given: [], client: 'minor', facade: 'minor', publishedWork: false } as const;

/** What only changes in a spec that is written otherwise than those of the table, or what the compiler raises further. */
export const prepared: Readonly<Record<string, PreparedChange>> = {
  ...Object.fromEntries([...lost, ...found]),
  'what is read and given back has a field more, in another component': {
    ...replaced,
    edits: [set(`${schemas}/TicketCustomer`, withEmail), set(`${ticket}/customer`, ref('TicketCustomer'))],
  },
  'what is read and given back has a field more, written in place': {
    ...replaced,
    edits: [set(`${ticket}/customer`, withEmail)],
  },
  ...Object.fromEntries(
    Object.entries(gained).map(([which, change]) => [`a field is added to an object of answers ${which}`, change]),
  ),
  'a date-time that the facade does not parse is one no more, behind a component': {
    ...shared,
    given: [set(`${schemas}/Shared`, INSTANT), set(`${schemas}/Metadata/properties/since`, ref('Shared'))],
    edits: [remove(`${schemas}/Shared/format`)],
    facade: 'patch',
  },
};
