import { capitalised } from './text.ts';

/** Types that the generated code takes from TypeScript and `@ticketbridge/http`, and those that a client's entry exports. */
const TAKEN = [
  ...['Api', 'CallOptions', 'Closed', 'NonNullable', 'Promise', 'Schema', 'VoidResult'],
  ...['CallEvent', 'ClientOptions', 'Credential', 'ErrorKind', 'Fetch', 'Outcome', 'TicketbridgeError'],
];

/** The names that no generated type of a vendor's client may have. */
export function takenNames(vendor: string): string[] {
  const client = capitalised(vendor);
  return [...TAKEN, client, `${client}Options`, operationsType(vendor)];
}

/** The name of a component's type: its own in PascalCase, so that no keyword of TypeScript is one. */
export function componentType(component: string): string {
  const name = component.split(/\W+/).map(capitalised).join('');
  return /^[A-Z_]/.test(name) ? name : `_${name}`;
}

export function operationsType(vendor: string): string {
  return `${capitalised(vendor)}Operations`;
}

export function inputType(operationId: string): string {
  return `${capitalised(operationId)}Input`;
}

/** The name of a success body's type that is no component. */
export function resultType(operationId: string, status: string): string {
  return `${capitalised(operationId)}Result${status === '200' ? '' : status}`;
}
