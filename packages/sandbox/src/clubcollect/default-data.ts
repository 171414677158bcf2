import type { ClubcollectData, ClubcollectTicket } from './data.ts';

/** Invented people, with enough of each that lists have several pages. */
export const defaultData: ClubcollectData = {
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
};

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
