import { expect, test } from 'vitest';
import { asPartner, asSeller, type Heard, start } from './calls.ts';

const framing = ({ status, text, headers }: Heard) => ({
  status,
  length: headers.get('content-length'),
  isWhole:
    headers.get('transfer-encoding') === null &&
    (status === 204 || Number(headers.get('content-length')) === Buffer.byteLength(text)),
});

test('an answer says its length, in bytes, and comes in one piece; a 204 has none', async () => {
  const sandbox = await start();
  const [seller, partner] = [asSeller(sandbox), asPartner(sandbox)];
  const invoice = '/v2/invoices/hv-2026-0001/tickets';
  const heard = [
    await seller('GET', '/tickets'),
    await seller('POST', '/ticket/7300401/message', { visibility: 'CUSTOMER', body: 'Olá, 日本' }),
    await seller('GET', '/ticket/7300401/messages'),
    await seller('GET', '/ticket/none/messages'),
    await seller('GET', '/nowhere'),
    await partner('POST', `${invoice}/actions/archive`),
    await partner('POST', invoice, {}),
  ];
  expect(heard.map(framing)).toEqual(
    [200, 200, 200, 403, 404, 204, 422].map((status) => ({
      status,
      length: status === 204 ? null : expect.stringMatching(/^\d+$/),
      isWhole: true,
    })),
  );
});
