import { createBrandlovers } from '@ticketbridge/brandlovers';
import { brandloversSource, createTicketbridge } from '@ticketbridge/facade';

/** Creates a thread, and is killed when the vendor has it and nobody else knows. */
const [, , baseUrl, marker] = process.argv;
const client = createBrandlovers({
  baseUrl,
  token: 'token-of-shop',
  fetch: async (url, init) => {
    await fetch(url, init);
    process.kill(process.pid, 'SIGKILL');
    throw new Error('it lives on');
  },
});
const bridge = createTicketbridge(brandloversSource(client, { account: 'shop' }));
const input = { orderId: '1', type: 'OTHER', from: 'Shop', text: 'Your parcel is on its way.' };
await bridge.brandlovers.createThread(input, { marker });
