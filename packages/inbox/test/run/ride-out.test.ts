import { expect, test, vi } from 'vitest';
import { InboxError } from '../../src/inbox-error.ts';
import { rideOut } from '../../src/run/ride-out.ts';

const away = () => new InboxError('store-unreachable', 'nobody answers');
const never = new AbortController().signal;

test('repeats work until the server answers', async () => {
  const work = vi.fn(async () => 'done');
  work.mockRejectedValueOnce(away()).mockRejectedValueOnce(away());
  expect(await rideOut(work, never)).toBe('done');
  expect(work).toHaveBeenCalledTimes(3);
});

test('rejects at once with anything else', async () => {
  const work = vi.fn().mockRejectedValue(new InboxError('store-full', 'no room'));
  await expect(rideOut(work, never)).rejects.toMatchObject({ code: 'store-full' });
  expect(work).toHaveBeenCalledTimes(1);
});

test('does what it was given once, also after the abort, and does not wait', async () => {
  const work = vi.fn().mockRejectedValue(away());
  await expect(rideOut(work, AbortSignal.abort())).rejects.toMatchObject({ code: 'store-unreachable' });
  expect(work).toHaveBeenCalledTimes(1);
});

/** Rides out work that takes a while and then fails, that many times; returns how often it was begun. */
async function attempts(ms: number, failures: number): Promise<number> {
  let elapsed = 0;
  let count = 0;
  const work = async () => {
    elapsed += ms;
    count += 1;
    if (count <= failures) throw away();
  };
  const pause = async (longer: number) => {
    elapsed += longer;
  };
  await rideOut(work, never, { elapsed: () => elapsed, pause }).catch(() => {});
  return count;
}

test('gives up an outage of more than five minutes', async () => {
  expect(await attempts(50_000, Number.POSITIVE_INFINITY)).toBe(7);
});

test('rides out any number of outages that have more than a minute of work between them', async () => {
  expect(await attempts(61_000, 20)).toBe(21);
});
