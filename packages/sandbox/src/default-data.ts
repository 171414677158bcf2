import type { BrandloversMessage, ClubcollectTicket, SandboxData } from './seed.ts';

/** Invented people on invented numbers, with enough of each that lists have several pages. */
export const defaultData: SandboxData = {
  brandlovers: {
    sellers: [
      {
        name: 'Loja Aurora',
        token: 'sandbox-seller-aurora',
        tickets: [
          {
            ticketId: '7300401',
            status: 'OPEN',
            subject: 'Entrega atrasada',
            type: 'DELIVERY',
            priority: 'HIGH',
            customer: { name: 'Beatriz Exemplo', phoneNumber: '+55 11 90000-0001' },
            createdAt: '2026-03-02T09:14:00Z',
            updatedAt: '2026-03-03T08:31:00Z',
            sla: '2026-03-05T09:14:00Z',
            messages: [
              fromOrToCustomer('2026-03-02T09:14:00Z', 'Meu pedido deveria ter chegado ontem. Alguma novidade?'),
              note('2026-03-02T10:02:00Z', 'Transportadora informou atraso na rota do Rio.'),
              fromOrToCustomer('2026-03-02T10:05:00Z', 'Olá, Beatriz! A entrega foi reagendada para amanhã.'),
              fromOrToCustomer('2026-03-02T10:20:00Z', 'ok'),
              fromOrToCustomer('2026-03-03T08:30:00Z', 'Saiu para entrega hoje cedo.'),
              fromOrToCustomer('2026-03-03T08:31:00Z', 'ok'),
            ],
          },
          {
            ticketId: '7300402',
            status: 'OPEN',
            subject: 'Tamanho errado',
            description: 'Tênis enviado no tamanho 42 em vez de 40',
            type: 'EXCHANGE',
            customer: { name: 'Rafael Exemplo', phoneNumber: '+55 11 90000-0002' },
            createdAt: '2026-03-02T11:40:00Z',
            updatedAt: '2026-03-02T12:15:00Z',
            messages: [
              fromOrToCustomer('2026-03-02T11:40:00Z', 'Pedi tamanho 40 e veio 42. Como faço a troca?'),
              note('2026-03-02T12:15:00Z', 'Conferir a separação do lote da manhã antes de reenviar.'),
            ],
          },
          {
            ticketId: '7300403',
            status: 'REOPENED',
            subject: 'Reembolso',
            type: 'REFUND',
            customer: { name: 'Camila Exemplo', phoneNumber: '+55 21 90000-0003' },
            metadata: [
              { key: 'tag', value: 'reembolso' },
              { key: 'tag', value: 'cartão' },
            ],
            createdAt: '2026-02-20T15:00:00Z',
            updatedAt: '2026-03-01T18:45:00Z',
            messages: [
              fromOrToCustomer('2026-02-20T15:00:00Z', 'Quando recebo o reembolso?'),
              fromOrToCustomer('2026-02-21T09:00:00Z', 'O valor aparece na próxima fatura.'),
              fromOrToCustomer('2026-03-01T18:45:00Z', 'A fatura fechou e o valor não apareceu.'),
            ],
          },
          {
            ticketId: '7300404',
            status: 'CLOSED',
            subject: 'Nota fiscal',
            type: 'INVOICE',
            customer: { name: 'Diego Exemplo' },
            createdAt: '2026-02-18T13:00:00Z',
            updatedAt: '2026-02-18T16:20:00Z',
            closedAt: '2026-02-18T16:20:00Z',
            messages: [
              fromOrToCustomer('2026-02-18T13:00:00Z', 'Preciso da nota fiscal do pedido.'),
              fromOrToCustomer('2026-02-18T16:00:00Z', 'Enviamos a nota para o seu e-mail.'),
            ],
          },
          question('7300405', '2026-03-03T09:00:00Z', 'PRODUCT', 'A jaqueta é impermeável?', 'Elisa Exemplo'),
          question('7300406', '2026-03-03T09:30:00Z', 'DELIVERY', 'Posso retirar na loja?', 'Fábio Exemplo'),
          question('7300407', '2026-03-03T10:10:00Z', 'DELIVERY', 'Consigo trocar o endereço?', 'Gabriela Exemplo'),
          question('7300408', '2026-03-03T11:25:00Z', 'EXCHANGE', 'A alça da bolsa veio solta.', 'Heitor Exemplo'),
          question('7300409', '2026-03-03T12:00:00Z', 'PRODUCT', 'Tem na cor azul?', 'Isabela Exemplo'),
          question('7300410', '2026-03-03T13:45:00Z', 'PAYMENT', 'O boleto venceu. Geram outro?', 'João Exemplo'),
          question('7300411', '2026-03-03T14:05:00Z', 'DELIVERY', 'O rastreio não atualiza.', 'Larissa Exemplo'),
          question('7300412', '2026-03-03T15:50:00Z', 'REFUND', 'Fui cobrada duas vezes.', 'Marina Exemplo'),
        ],
      },
      {
        name: 'Casa do Mar',
        token: 'sandbox-seller-casa-do-mar',
        tickets: [
          question('8100201', '2026-03-02T08:00:00Z', 'DELIVERY', 'A toalha chegou molhada.', 'Nelson Exemplo'),
          {
            ticketId: '8100202',
            status: 'REOPENED',
            subject: 'Peça faltando',
            type: 'EXCHANGE',
            customer: { name: 'Olívia Exemplo', phoneNumber: '+55 48 90000-0014' },
            createdAt: '2026-02-25T10:00:00Z',
            updatedAt: '2026-03-02T10:00:00Z',
            messages: [
              fromOrToCustomer('2026-02-25T10:00:00Z', 'Faltou um parafuso na caixa.'),
              note('2026-02-25T11:00:00Z', 'Peça reposta pelo fornecedor.'),
              fromOrToCustomer('2026-03-02T10:00:00Z', 'Chegou o parafuso errado.'),
            ],
          },
          {
            ticketId: '8100203',
            status: 'CLOSED',
            subject: 'Elogio',
            type: 'OTHER',
            createdAt: '2026-02-10T10:00:00Z',
            updatedAt: '2026-02-11T10:00:00Z',
            closedAt: '2026-02-11T10:00:00Z',
            messages: [fromOrToCustomer('2026-02-10T10:00:00Z', 'Entrega rápida, obrigada!')],
          },
        ],
      },
    ],
  },
  clubcollect: {
    partners: [
      {
        name: 'Incasso Noord',
        apiKey: 'sandbox-partner-noord',
        companies: [
          {
            companyId: 'hockeyclub-de-voorbeelden',
            invoices: [
              {
                invoiceId: 'hv-2026-0001',
                tickets: [
                  customer('hv-t-001', '2026-03-01T09:00:00Z', 'Ik wil deze factuur niet betalen.'),
                  company('hv-t-002', '2026-03-01T10:30:00Z', 'Kunt u vertellen wat er niet klopt?'),
                  customer('hv-t-003', '2026-03-01T19:12:00Z', 'Ik was in oktober al gestopt met hockey.'),
                ],
              },
              {
                invoiceId: 'hv-2026-0002',
                tickets: [
                  customer('hv-t-004', '2026-03-02T08:05:00Z', 'Kan ik in twee termijnen betalen?'),
                  company('hv-t-005', '2026-03-02T09:40:00Z', 'Dat kan: de helft nu, de helft voor de 30e.'),
                ],
              },
              {
                invoiceId: 'hv-2026-0003',
                archived: true,
                tickets: [
                  customer('hv-t-006', '2026-02-03T20:15:00Z', 'De contributie is dubbel afgeschreven.'),
                  company('hv-t-007', '2026-02-04T09:00:00Z', 'Klopt, het tweede bedrag is teruggestort.'),
                  customer('hv-t-008', '2026-02-04T18:30:00Z', 'Ontvangen, dank u wel!'),
                ],
              },
              longConversation('hv-2026-0004', '2026-03-04', [
                'Waarom staat er een boete op de factuur?',
                'De eerste herinnering was twee weken oud.',
                'Die herinnering heb ik nooit gekregen.',
                'Hij is naar het adres van uw ouders gestuurd.',
                'Daar woon ik al een jaar niet meer.',
                'Wat is uw nieuwe adres?',
                'Voorbeeldstraat 12 in Utrecht.',
                'Dank u, dat is aangepast.',
                'Vervalt de boete dan ook?',
                'Dat vraag ik na bij de penningmeester.',
                'Hoe lang duurt dat?',
                'Meestal een paar dagen.',
                'Moet ik intussen betalen?',
                'Alleen het bedrag zonder de boete.',
                'Dat is gebeurd.',
                'Wij zien uw betaling staan.',
                'En is er al nieuws over de boete?',
                'Die is kwijtgescholden.',
                'Fijn! Krijg ik dat op papier?',
                'U ontvangt vandaag een nieuwe factuur.',
                'Ik zie nog steeds het oude bedrag.',
              ]),
              longConversation('hv-2026-0005', '2026-03-04', [
                'Geldt de gezinskorting nog?',
                'Ja, vanaf het derde kind.',
                'Wij hebben drie kinderen op hockey.',
                'Wat zijn hun namen?',
                'Anna, Bram en Chris Voorbeeld.',
                'Anna staat als senior ingeschreven.',
                'Zij is vijftien.',
                'Dan klopt haar geboortejaar niet in ons systeem.',
                'Zij is van 2010.',
                'Aangepast. De korting komt op de volgende factuur.',
                'Kan het niet op deze?',
                'Deze is al naar de bank gestuurd.',
                'Jammer, maar dank u.',
              ]),
              { invoiceId: 'hv-2026-0006', tickets: [] },
            ],
          },
          {
            companyId: 'zwemvereniging-proefwater',
            invoices: [
              {
                invoiceId: 'zp-2026-0001',
                tickets: [customer('zp-t-001', '2026-03-05T07:45:00Z', 'Mijn zoon is van zwemles af.')],
              },
            ],
          },
        ],
      },
      {
        name: 'Incasso Zuid',
        apiKey: 'sandbox-partner-zuid',
        companies: [
          {
            companyId: 'tennisclub-testveld',
            invoices: [
              {
                invoiceId: 'tt-2026-0001',
                tickets: [
                  customer('tt-t-001', '2026-03-03T12:00:00Z', 'Is de baanhuur inbegrepen?'),
                  company('tt-t-002', '2026-03-03T13:00:00Z', 'Ja, voor leden wel.'),
                ],
              },
            ],
          },
        ],
      },
    ],
  },
};

function question(ticketId: string, createdAt: string, type: string, body: string, name: string) {
  return {
    ticketId,
    status: 'OPEN',
    subject: body,
    type,
    customer: { name },
    createdAt,
    updatedAt: createdAt,
    messages: [fromOrToCustomer(createdAt, body)],
  } as const;
}

/** BrandLovers' messages do not say who wrote them. */
function fromOrToCustomer(createdAt: string, body: string): BrandloversMessage {
  return { createdAt, body, visibility: 'CUSTOMER' };
}

function note(createdAt: string, body: string): BrandloversMessage {
  return { createdAt, body, visibility: 'INTERNAL' };
}

function customer(ticket_id: string, date: string, message: string): ClubcollectTicket {
  return { ticket_id, message, sender: 'CUSTOMER', date };
}

function company(ticket_id: string, date: string, message: string): ClubcollectTicket {
  return { ticket_id, message, sender: 'COMPANY', date };
}

/** Customer and company in turns, half an hour apart. */
function longConversation(invoiceId: string, day: string, messages: readonly string[]) {
  const morning = Date.parse(`${day}T08:00:00Z`);
  const tickets = messages.map((message, index) => {
    const date = new Date(morning + index * 30 * 60_000).toISOString();
    const write = index % 2 === 0 ? customer : company;
    return write(`${invoiceId}-${index + 1}`, date, message);
  });
  return { invoiceId, tickets };
}
