import type { JsonObject } from '../../json.ts';
import type { Switch } from '../../settings.ts';
import { vendorSettings } from '../../vendors.ts';
import { jsonRoute, type Route } from '../route.ts';
import { anyObject, record, type Shape } from '../shape.ts';

const row = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    value: {},
    byDefault: {},
    choices: { type: 'array', items: {} },
    expected: { type: 'string' },
    meaning: { type: 'string' },
    sentence: { type: 'string' },
  },
  required: ['name', 'value', 'byDefault', 'choices', 'expected', 'meaning', 'sentence'],
} as const;

const answer: JsonObject = { type: 'array', items: row };

export const routes: readonly Route[] = [
  jsonRoute({
    method: 'GET',
    path: '/switches',
    operationId: 'listSwitches',
    summary: 'Lists what the vendors leave open, and how the sandbox answers it now',
    input: record({}),
    answer,
    handle: ({ sandbox }) => sandbox.switches.list(),
  }),
  jsonRoute({
    method: 'PATCH',
    path: '/switches',
    operationId: 'setSwitches',
    summary: 'Sets switches, all or none; the others stay as they are',
    input: record(
      {},
      Object.fromEntries(Object.entries(vendorSettings).map(([vendor, table]) => [vendor, ofVendor(vendor, table)])),
    ),
    answer,
    handle({ sandbox }, input) {
      sandbox.switches.set(input);
      return sandbox.switches.list();
    },
  }),
];

/** Describes the switches of a vendor; setting them checks each. */
function ofVendor(vendor: string, table: Readonly<Record<string, Switch<unknown>>>): Shape<JsonObject> {
  const shape = anyObject(`Switches of ${vendor}`);
  const properties = Object.fromEntries(
    Object.entries(table).map(([name, { choices, meaning: description, minimum }]) => [
      name,
      minimum !== undefined
        ? { type: 'integer', minimum, maximum: Number.MAX_SAFE_INTEGER, description }
        : { enum: choices, description },
    ]),
  );
  return { ...shape, schema: { ...shape.schema, properties, additionalProperties: false } };
}
