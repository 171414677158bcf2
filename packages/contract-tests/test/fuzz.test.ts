import { type Fetch, isTicketbridgeError } from '@ticketbridge/http';
import { sendsInvalid } from '@ticketbridge/ledger';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Subject } from './fuzz-subject.ts';
import { NOT_TRIED, PACKAGES, SUBJECTS } from './fuzz-subjects.ts';
import { anyValue } from './fuzz-values.ts';

const RUNS = process.env.EXHAUSTIVE ? 2_000 : 60;
/** Answers as the vendor would. */
const answeringTo = ({ answer = { tickets: [], messages: [], page: {} } }: Subject) => {
  return async () => Response.json(answer);
};

const unhandled: unknown[] = [];
const listen = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => {
  process.on('unhandledRejection', listen);
});
afterAll(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', listen);
  expect(unhandled).toEqual([]);
});

test('every public function is tried', () => {
  const functions = Object.entries(PACKAGES).flatMap(([name, exported]) =>
    Object.entries(exported)
      .filter(([key, value]) => typeof value === 'function' && !NOT_TRIED.includes(key))
      .map(([key, value]) => ({ name: `${name}.${key}`, value })),
  );
  // What a package exports again is tried where it is made.
  const tried = new Set(functions.filter(({ name }) => name in SUBJECTS).map(({ value }) => value));
  expect(functions.filter(({ value }) => !tried.has(value)).map(({ name }) => name)).toEqual([]);
});

type Path = readonly (string | number)[];

/** The places in a function's arguments: each argument, and each field in it. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  const isPlain = Array.isArray(value) || (typeof value === 'object' && value?.constructor === Object);
  const inner = isPlain ? Object.entries(Object(value)).flatMap(([key, at]) => placesIn(at, [...path, key])) : [];
  return path.length === 0 ? inner : [path, ...inner, ...(isPlain ? [[...path, 'unknown-1']] : [])];
}

/** The value with another one in that place. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string | number, unknown> = Array.isArray(value) ? [...value] : { ...Object(value) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** How a call ended: with its value, or with the error that it threw at once or later. */
async function outcomeOf(call: () => unknown): Promise<{ readonly error?: unknown }> {
  try {
    await call();
    return {};
  } catch (error) {
    return { error };
  }
}

/** Whether what an error says is wrong is the place, or is in it, or holds it. */
function isNamed(field: string | undefined, [, ...path]: Path): boolean {
  if (path.length === 0) return true;
  const plain = (name: string) => name.replaceAll(/\[(\d+)\]/g, '.$1');
  const [at, said] = [path.join('.'), plain(field ?? '')];
  return said === at || said.startsWith(`${at}.`) || (said !== '' && at.startsWith(`${said}.`));
}

describe('any value in any place is invalid input before anything is sent, or works', () => {
  test.each(Object.entries(SUBJECTS))('%s', async (_, subject: Subject) => {
    // A client checks names and types; which values a vendor takes is the vendor's to say.
    sendsInvalid(/./);
    const answering = answeringTo(subject);
    const example = subject.args(answering);
    const tried = (subject.tried ?? [...example.keys()]).map(String);
    const places = placesIn(example).filter(([argument]) => tried.includes(String(argument)));
    const survives = fc.asyncProperty(fc.constantFrom(...places), anyValue, async (place, make) => {
      let sent = 0;
      const fetch: Fetch = async () => {
        sent += 1;
        return answering();
      };
      const args = [...(replaced(subject.args(fetch), place, make()) as readonly unknown[])];
      const { error } = await outcomeOf(() => subject.call(args, fetch));
      if (error === undefined) return;
      if (!isTicketbridgeError(error)) throw error;
      const names = subject.named?.map(String).includes(String(place[0])) ?? false;
      if (names) expect(error.message.split('\n')).toHaveLength(1);
      if (error.kind !== 'invalid-input') return;
      expect(error).toMatchObject({ outcome: 'not-sent', attempts: 0 });
      expect(sent).toBe(0);
      if (names) expect([place, error.field]).toSatisfy(() => isNamed(error.field, place));
    });
    await fc.assert(survives, { numRuns: RUNS, endOnFailure: true });
  });

  const freely = Object.entries(SUBJECTS).filter(([, { tried }]) => !tried);
  test.each(freely)('%s, with fewer arguments and with more', async (_, subject) => {
    const { args, call } = subject;
    const answering = answeringTo(subject);
    const all = args(answering);
    for (const given of [...all.keys()].map((count) => all.slice(0, count)).concat([[...all, 'more']])) {
      const { error } = await outcomeOf(() => call(given, answering));
      if (error !== undefined && !isTicketbridgeError(error)) throw error;
    }
  });

  test.each(Object.entries(SUBJECTS))('%s, as it should be called', async (_, subject) => {
    const { args, call } = subject;
    const answering = answeringTo(subject);
    const { error } = await outcomeOf(() => call(args(answering), answering));
    expect(error).toBeUndefined();
  });
});
