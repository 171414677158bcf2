import { jsonRoute, type Route } from '../route.ts';
import { record, text } from '../shape.ts';

export const routes: readonly Route[] = [
  jsonRoute({
    method: 'GET',
    path: '/specs/{vendor}.json',
    operationId: 'describeVendor',
    summary:
      "Describes a vendor's API as this sandbox serves it, as an OpenAPI document that is as strict as the sandbox",
    input: record({ vendor: text("The vendor's name, such as brandlovers") }),
    answer: { type: 'object' },
    handle: ({ sandbox }, { vendor }) => sandbox.describe(vendor),
  }),
];
