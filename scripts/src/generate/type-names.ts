import { capitalised, quoted } from './text.ts';

/** What every client exports of `@ticketbridge/http`. */
export const SHARED_TYPES: readonly string[] = [
  'CallEvent',
  'CallOptions',
  'ClientOptions',
  'Credential',
  'ErrorKind',
  'Fetch',
  'Outcome',
  'VoidResult',
];
export const SHARED_VALUES: readonly string[] = ['causeOf', 'isTicketbridgeError', 'TicketbridgeError'];

/** Types that the generated code takes from TypeScript and `@ticketbridge/http`, and those that a client exports. */
const TAKEN = ['Api', 'Closed', 'NonNullable', 'Promise', 'Schema', ...SHARED_TYPES, 'TicketbridgeError'];

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

/** The key of a component among openapi-typescript's schemas, which writes the name 404 as a number. */
export function schemaKey(component: string): string {
  return /^\d/.test(component) && String(Number(component)) === component ? component : quoted(component);
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
