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

/** What can only change in a spec that is written otherwise than those of the table. */
export const prepared: Readonly<Record<string, PreparedChange>> = {
  ...Object.fromEntries([...lost, ...found]),
  'a date-time that the facade does not parse is one no more, behind a component': {
    ...shared,
    given: [set(`${schemas}/Shared`, INSTANT), set(`${schemas}/Metadata/properties/since`, ref('Shared'))],
    edits: [remove(`${schemas}/Shared/format`)],
    facade: 'patch',
  },
};
