import type { BrandloversData, BrandloversMessage } from './data.ts';

/** Invented people on invented numbers, with enough of each that lists have several pages. */
export const defaultData: BrandloversData = {
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
