import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { lettersClient } from './letters.ts';
import { answering, inTurn, serve } from './server.ts';

const run = promisify(execFile);

/** Reads headers of these forms in another time zone. The Date header is three seconds before the date asked for. */
const PROGRAM = `
  import { readRetryAfter } from './src/retry.ts';
  const forms = {
    'Retry-After in the preferred form': ['Wed, 25 Nov 2026 10:00:03 GMT', 'Wed, 25 Nov 2026 10:00:00 GMT'],
    'RFC 850': ['Wednesday, 25-Nov-26 10:00:03 GMT', 'Wednesday, 25-Nov-26 10:00:00 GMT'],
    asctime: ['Wed Nov 25 10:00:03 2026', 'Wed Nov 25 10:00:00 2026'],
    'asctime, one digit': ['Thu Nov  5 10:00:03 2026', 'Thu Nov  5 10:00:00 2026'],
    'without GMT': ['Wed, 25 Nov 2026 10:00:03', 'Wed, 25 Nov 2026 10:00:00'],
    'Date in another form': ['Wed, 25 Nov 2026 10:00:03 GMT', 'Wed Nov 25 10:00:00 2026'],
    'Retry-After in another form': ['Wed Nov 25 10:00:03 2026', 'Wed, 25 Nov 2026 10:00:00 GMT'],
    'in summer': ['Mon Jul 13 10:00:03 2026', 'Mon, 13 Jul 2026 10:00:00 GMT'],
    'with a zone of its own': ['Wed, 25 Nov 2026 11:00:03 +0100', 'Wed, 25 Nov 2026 10:00:00 GMT'],
  };
  const read = Object.entries(forms).map(([form, [retryAfter, date]]) => [form, readRetryAfter(retryAfter, date)]);
  console.log(JSON.stringify(Object.fromEntries(read)));
`;

test.each(['Europe/Amsterdam', 'America/Sao_Paulo', 'UTC'])(
  'an HTTP date is in UTC in each of its forms, on a machine in %s',
  async (TZ) => {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { PATH: process.env.PATH, TZ },
    });
    const read: Record<string, number> = JSON.parse(stdout);
    expect(Object.keys(read)).toHaveLength(9);
    expect(Object.entries(read).filter(([, ms]) => ms !== 3000)).toEqual([]);
  },
);

describe('a 401 that names a time to wait', () => {
  const refusing = (retryAfter: string) =>
    inTurn(answering(401, {}, { 'retry-after': retryAfter }), answering(200, []));

  test('is asked again with a new credential after that time', async () => {
    const { baseUrl, arrivals } = await serve(refusing('1'));
    const delays: number[] = [];
    const onEvent = (event: { readonly type: string; readonly delay?: number }) => void delays.push(event.delay ?? -1);
    await lettersClient({ baseUrl, key: () => 'a-key', onEvent }).listTags();
    expect(delays.filter((delay) => delay >= 0)).toEqual([1001]);
    expect(arrivals).toHaveLength(2);
  });

  test('is not asked again when that does not fit the deadline', async () => {
    const { baseUrl, arrivals } = await serve(refusing('60'));
    const error = await failureOf(lettersClient({ baseUrl, key: () => 'a-key', deadline: 5000 }).listTags());
    expect(error).toMatchObject({ kind: 'unauthorized', outcome: 'refused', attempts: 1, retryAfter: 60_000 });
    expect(arrivals).toHaveLength(1);
  });

  test('is asked again at once when it names none', async () => {
    const { baseUrl } = await serve(inTurn(answering(401), answering(200, [])));
    const delays: number[] = [];
    const client = lettersClient({
      baseUrl,
      key: () => 'a-key',
      onEvent: (event) => void (event.type === 'retry' && delays.push(event.delay)),
    });
    await client.listTags();
    expect(delays).toEqual([0]);
  });
});
