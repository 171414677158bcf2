import { type Brandlovers, createBrandlovers } from '@ticketbridge/brandlovers';
import { createBrandloversFetchClient } from '@ticketbridge/brandlovers/openapi-fetch';
import { type Clubcollect, createClubcollect } from '@ticketbridge/clubcollect';
import { createClubcollectFetchClient } from '@ticketbridge/clubcollect/openapi-fetch';
import type { Fetch } from '@ticketbridge/http';
import { type Sandbox, type SandboxData, startSandbox, type VendorOptions } from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';

export const question = {
  createdAt: '2026-03-01T09:00:00Z',
  body: 'Cadê meu pedido?',
  visibility: 'CUSTOMER',
} as const;
/** With every field that a ticket can have. */
export const openTicket = {
  ticketId: 'ticket/1 ü',
  status: 'OPEN',
  subject: 'Entrega',
  description: 'Atraso na rota do Rio',
  type: 'DELIVERY',
  priority: 'HIGH',
  customer: { name: 'Beatriz Exemplo', phoneNumber: '+55 11 90000-0001' },
  metadata: [{ key: 'tag', value: 'rio' }],
  createdAt: '2026-03-01T09:00:00Z',
  updatedAt: '2026-03-01T10:00:00Z',
  closedAt: '2026-03-01T09:30:00Z',
  sla: '2026-03-03T09:00:00Z',
} as const;
const closedTicket = { ticketId: '2', status: 'CLOSED' } as const;

export const invoiceId = 'invoice 1/2026';
export const complaint = {
  ticket_id: 't-1',
  message: 'Klopt dit bedrag?',
  sender: 'CUSTOMER',
  date: '2026-03-01T09:00:00Z',
} as const;

/** Little enough to compare answers as a whole; ids that a client has to encode. */
export const data: SandboxData = {
  brandlovers: {
    sellers: [
      {
        name: 'Minha Loja',
        token: 'seller token/+1',
        tickets: [
          { ...openTicket, messages: [question] },
          { ...closedTicket, messages: [] },
          { status: 'CLOSED', messages: [] },
        ],
      },
      { name: 'Outra Loja', token: 'other-seller', tickets: [] },
    ],
  },
  clubcollect: {
    partners: [
      {
        name: 'Mijn Bureau',
        apiKey: 'partner key/+&1',
        companies: [{ companyId: 'club', invoices: [{ invoiceId, tickets: [complaint] }] }],
      },
      { name: 'Ander Bureau', apiKey: 'other-partner', companies: [] },
    ],
  },
};

/** A sandbox and everyone who may call it, for one test. */
export interface World {
  readonly sandbox: Sandbox;
  readonly seller: Brandlovers;
  readonly otherSeller: Brandlovers;
  /** Holds a token that is nobody's. */
  readonly stranger: Brandlovers;
  readonly partner: Clubcollect;
  readonly otherPartner: Clubcollect;
}

/** Gives a client whose calls have another form: that of `fetchClient`. */
export type Form = <Client extends object>(client: Client, fetchClient: object) => Client;

export async function startWorld(
  fetch: Fetch,
  form: Form = (client) => client,
  switches: VendorOptions = {},
): Promise<World> {
  const sandbox = await startSandbox({ data, ...switches });
  onTestFinished(() => sandbox.close());
  // One answer a call: what is sent again, and when, is not for a spec to say.
  const each = { fetch, maxAttempts: 1 };
  const brandlovers = (token = '') => {
    const options = { token, baseUrl: sandbox.brandlovers.baseUrl, ...each };
    return form(createBrandlovers(options), createBrandloversFetchClient(options));
  };
  const clubcollect = (apiKey = '') => {
    const options = { apiKey, baseUrl: sandbox.clubcollect.baseUrl, ...each };
    return form(createClubcollect(options), createClubcollectFetchClient(options));
  };
  const [seller, otherSeller] = sandbox.brandlovers.sellers;
  const [partner, otherPartner] = sandbox.clubcollect.partners;
  return {
    sandbox,
    seller: brandlovers(seller?.token),
    otherSeller: brandlovers(otherSeller?.token),
    // Of the form of a seller's, whatever that is.
    stranger: brandlovers(`${seller?.token}-nobody`),
    partner: clubcollect(partner?.apiKey),
    otherPartner: clubcollect(otherPartner?.apiKey),
  };
}
