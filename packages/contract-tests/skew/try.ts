import type { Change, Trial } from './change.ts';
import type { Side } from './side.ts';

const ACCOUNT = { account: 'a' };
const TOKEN = 'token-of-a';
const TICKET = {
  ticketId: 'ticket-1',
  status: 'OPEN',
  subject: 'Late',
  priority: 'HIGH',
  createdAt: '2026-03-02T09:14:00Z',
  sla: '2026-03-05T09:14:00Z',
  messages: [],
};

/** Makes each call of a program with its packages at a vendor, and returns what differs from what is declared. */
export async function tryAll(
  program: Side,
  vendor: Side,
  ticket: Change['ticket'],
  trials: readonly Trial[],
): Promise<readonly string[]> {
  const sellers = [{ name: 'a', token: TOKEN, tickets: [JSON.parse(JSON.stringify({ ...TICKET, ...ticket }))] }];
  const sandbox = await vendor.sandbox.startSandbox({
    data: { brandlovers: { sellers }, clubcollect: { partners: [] } },
  });
  try {
    const { baseUrl } = sandbox.brandlovers;
    const client = program.brandlovers.createBrandlovers({ baseUrl, token: TOKEN, maxAttempts: 1 });
    const bridge = program.facade.createTicketbridge(program.facade.brandloversSource(client, ACCOUNT));
    const problems: string[] = [];
    for (const { call, given = [], reads, outcome, shows } of trials) {
      const shown = await shownBy({ ...client, bridge }, call, given, reads);
      if (JSON.stringify(shown) === JSON.stringify(shows)) continue;
      problems.push(`${call} is declared ${outcome} with ${JSON.stringify(shows)}, and shows ${JSON.stringify(shown)}`);
    }
    return problems;
  } finally {
    await sandbox.close();
  }
}

async function shownBy(
  api: object,
  call: string,
  given: readonly unknown[],
  reads: string | undefined,
): Promise<unknown> {
  try {
    const [owner, operation] = [at(api, call.split('.').slice(0, -1)), at(api, call.split('.'))];
    if (typeof operation !== 'function') throw new Error(`There is no ${call}.`);
    const result: unknown = await Reflect.apply(operation, owner, given);
    const value = isIterable(result) ? await Array.fromAsync(result) : result;
    return reads === undefined ? undefined : at(value, reads.split('/').slice(1));
  } catch (error) {
    if (!(error instanceof Error) || !('kind' in error)) throw error;
    return [at(error, ['kind']), at(error, ['status']), at(error, ['outcome'])]
      .filter((part) => part !== undefined)
      .join(' ');
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => (part === undefined ? undefined : Reflect.get(Object(part), key)), value);
}
