// Reads the first item of a list while others are requested ahead, and leaves: nothing is left to keep the process alive.
import { createClubcollect } from '@ticketbridge/clubcollect';
import { clubcollectSource, createTicketbridge } from '@ticketbridge/facade';

const [, , baseUrl, verb] = process.argv;
const client = createClubcollect({ baseUrl, apiKey: 'key-of-club', timeout: 600_000, deadline: 600_000 });
const bridge = createTicketbridge(clubcollectSource(client, { companyId: 'club' }));
const options = { turn: 'ours', lookAhead: 5 } as const;
const list: AsyncIterable<unknown> =
  verb === 'hydrate' ? bridge.threads({ ...options, hydrate: true }) : bridge.threads(options);
for await (const _ of list) break;
