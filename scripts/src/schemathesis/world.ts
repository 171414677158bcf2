/** So much of everything that no list is empty before the run ends, whatever is closed, answered and archived. */
const many = 200;

const statuses = ['OPEN', 'REOPENED', 'CLOSED'];
const createdAt = '2026-03-01T09:00:00Z';

/** The data that the sandbox starts with: each list of each account holds something that a link can lead to. */
export const world: Readonly<Record<string, object>> = {
  brandlovers: { sellers: ['north', 'south'].map(seller) },
  clubcollect: { partners: ['north', 'south'].map(partner) },
};

function seller(name: string): object {
  const tickets = Array.from({ length: many }, (_, index) => ({
    ticketId: `${name}-${index}`,
    status: statuses[index % statuses.length],
    createdAt,
    updatedAt: createdAt,
    messages: [{ createdAt, body: 'Where is it?', visibility: 'CUSTOMER' }],
  }));
  return { name, token: `schemathesis-seller-${name}`, tickets };
}

function partner(name: string): object {
  const senders = ['CUSTOMER', 'CUSTOMER', 'COMPANY'];
  const invoices = Array.from({ length: many }, (_, index) => ({
    invoiceId: `${name}-${index}`,
    archived: index % 4 === 3,
    tickets: [{ ticket_id: `${name}-${index}-1`, message: 'What is it?', sender: senders[index % 3], date: createdAt }],
  }));
  return { name, apiKey: `schemathesis-partner-${name}`, companies: [{ companyId: `club-${name}`, invoices }] };
}
