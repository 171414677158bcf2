/** The `fetch` that every rival is given: the URL as a string, or a `Request` where it makes one. */
export type AnyFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** The five BrandLovers operations, as each rival lets an application call them. */
export interface App {
  listTickets(): Promise<unknown>;
  createTicket(): Promise<unknown>;
  addTicketMessage(): Promise<unknown>;
  listTicketMessages(): Promise<unknown>;
  setTicketStatus(): Promise<unknown>;
}

/** Makes an app that sends to `baseUrl`. */
export type CreateApp = (baseUrl: string, fetch: AnyFetch) => App;

export const TOKEN = 'bench-token';
/** What a rival sends in its place: a header, whatever its name, since nobody looks at it here. */
export const CREDENTIAL = { 'x-credential': TOKEN };
export const TICKET = { orderId: '1', type: 'DELIVERY', from: 'Shop', body: 'Your parcel is on its way.' };
export const MESSAGE = { visibility: 'CUSTOMER', body: 'Your parcel is on its way.' } as const;
