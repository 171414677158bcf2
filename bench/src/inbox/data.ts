const EACH = 3;
const DAY = 24 * 3_600_000;

/** A word that every third message holds, and one that a single message does. */
export const WORDS = { common: 'rastreio', rare: 'ornitorrinco' } as const;

export const TOKEN = 'bench-token';
export const KEY = 'bench-key';

/** What an account is called at each vendor: the first of them has the account `0`. */
export const sellerNamed = (account: number): string => `${TOKEN}-${account}`;
export const companyNamed = (account: number): string => `club-${account}`;
export const ticketNamed = (account: number, index: number): string => `${account}-${index}`;
export const invoiceNamed = (account: number, index: number): string => `i-${account}-${index}`;

/** Data of so many accounts of each vendor, with so many threads each and three messages a thread, none of them of today. */
export function dataOf(threads: number, accounts = 1): object {
  const numbers = Array.from({ length: threads }, (_, index) => index);
  return {
    brandlovers: {
      sellers: Array.from({ length: accounts }, (_, account) => ({
        name: `shop-${account}`,
        token: sellerNamed(account),
        tickets: numbers.map((index) => ticketOf(account, index)),
      })),
    },
    clubcollect: {
      partners: [
        {
          name: 'Bureau',
          apiKey: KEY,
          companies: Array.from({ length: accounts }, (_, account) => ({
            companyId: companyNamed(account),
            invoices: numbers.map((index) => invoiceOf(account, index)),
          })),
        },
      ],
    },
  };
}

function ticketOf(account: number, index: number): object {
  const times = timesOf(index);
  return {
    ticketId: ticketNamed(account, index),
    status: index % 2 === 0 ? 'OPEN' : 'CLOSED',
    subject: `Pedido ${index}`,
    createdAt: times[0],
    updatedAt: times.at(-1),
    messages: times.map((createdAt, message) => ({ createdAt, body: textOf(index, message), visibility: 'CUSTOMER' })),
  };
}

/** The lists have 30, 30 and 40 of 100 invoices: their pages of 30 tickets are full. */
function invoiceOf(account: number, index: number): object {
  const place = index % 10;
  return {
    invoiceId: invoiceNamed(account, index),
    archived: place >= 6,
    tickets: timesOf(index).map((date, message) => ({
      ticket_id: `${account}-${index}-${message}`,
      message: textOf(index, message),
      sender: place < 3 === (message % 2 === 0) ? 'CUSTOMER' : 'COMPANY',
      date,
    })),
  };
}

/** Instants of a thread's messages: the last of them one day to sixty days ago, as threads are that nobody works on. */
function timesOf(index: number): readonly string[] {
  const last = Date.now() - DAY * (1 + (index % 60)) - index;
  return Array.from({ length: EACH }, (_, message) => new Date(last - (EACH - 1 - message) * 3_600_000).toISOString());
}

function textOf(index: number, message: number): string {
  const rare = index === 0 && message === 0 ? ` Um ${WORDS.rare} na caixa!` : '';
  const texts = [
    `Olá, comprei o item ${index} há duas semanas e ele ainda não chegou. Podem verificar, por favor?${rare}`,
    `O pedido ${index} saiu do nosso armazém na segunda-feira. O código de rastreio é BR${index}77X.`,
    `Obrigada pela resposta! Vou acompanhar o pacote ${index} e aviso se ele não chegar até sexta-feira.`,
  ];
  return texts[message] ?? '';
}
