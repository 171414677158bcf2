import { proves, sendsInvalid } from '@ticketbridge/ledger';
import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { vendors } from './clients.ts';
import { plannedCase } from './planned-case.ts';
import { recordingFetch } from './recording-fetch.ts';
import { documentedPairs } from './spec.ts';
import { readAmbiguities, reservationOf } from './switches/ambiguities.ts';
import * as brandlovers from './switches/brandlovers.ts';
import {
  type Choices,
  firstOf,
  missingPairs,
  optionsOf,
  pairwise,
  type Row,
  readChoices,
  readWritten,
  written,
} from './switches/choices.ts';
import * as clubcollect from './switches/clubcollect.ts';
import { play, type Step } from './switches/scenario.ts';
import { startWorld } from './world.ts';

const { choices, list } = await readChoices();
const ambiguities = await readAmbiguities();
const base = firstOf(choices);
const data = { brandlovers: brandlovers.data, clubcollect: clubcollect.data };
const stepsOf: Readonly<Record<string, Readonly<Record<string, Step>>>> = {
  brandlovers: brandlovers.steps,
  clubcollect: clubcollect.steps,
};

/** Each value that is not in the base, and the values that are ambiguous only together. */
const alone = Object.entries(choices).flatMap(([name, [, ...others]]) => others.map((value) => written(name, value)));
const together = ambiguities.map(({ switches }) => switches).filter(({ length }) => length > 1);

function vendorOf(name: string): string {
  return name.split('.')[0] ?? '';
}

/** Values that proved something wrong in the facade: tried in every run. All of them are in the exhaustive one. */
const TELLING = [
  'brandlovers.pastTheEnd=404',
  'brandlovers.emptyList=left-out',
  'brandlovers.messageOrder=newest-first',
  'clubcollect.page=echoed',
  'clubcollect.invoiceOrder=newest-first',
  'clubcollect.ids=per-invoice',
];

/** Plays a vendor's steps with these values over the base. */
function playWith(vendor: string, row: Row): ReturnType<typeof play> {
  return play(data, optionsOf({ ...base, ...row }), stepsOf[vendor] ?? {});
}

function rowOf(switches: readonly string[]): Row {
  return Object.assign({}, ...switches.map((one) => readWritten(one, choices)));
}

/** What is known to be ambiguous under these values, and nothing more. */
function known(switches: readonly string[]): object {
  const own = ambiguities.find((one) => one.switches.join() === switches.join());
  return Object.fromEntries(own?.steps ?? []);
}

describe('the facade says what really happened, or fails with a typed error where no answer could tell', () => {
  test.each(Object.keys(stepsOf))('%s, with what is assumed', async (vendor) => {
    expect(Object.fromEntries(await playWith(vendor, {}))).toEqual({});
    for (const [name, value] of Object.entries(base)) {
      if (vendorOf(name) === vendor) proves({ vendor, row: `switch ${written(name, value)}`, column: 'end-to-end' });
    }
  });

  test.each(process.env.EXHAUSTIVE ? alone : TELLING)('%s', async (one) => {
    const vendor = vendorOf(one);
    expect(Object.fromEntries(await playWith(vendor, rowOf([one])))).toEqual(known([one]));
    proves({ vendor, row: `switch ${one}`, column: 'end-to-end' }, reservationOf(one, ambiguities));
  });

  test.each(process.env.EXHAUSTIVE ? together : [])('%s and %s', async (...switches) => {
    const found = await playWith(vendorOf(switches[0] ?? ''), rowOf(switches));
    expect(Object.fromEntries(found)).toMatchObject(known(switches));
  });
});

/** How an application comes to each answer of a vendor that is assumed. */
const callsOf = (vendor: string) =>
  vendors
    .filter(({ spec }) => spec.name === vendor)
    .flatMap(({ spec }) =>
      documentedPairs(spec).map(({ operation, status }) => {
        const byStatus = cases[operation.id];
        const isSuccess = status >= 200 && status < 300;
        return byStatus?.[status] ?? (isSuccess && byStatus?.success) ?? plannedCase(spec, operation.id, status);
      }),
    )
    .flatMap((known) => (known ? [known] : []));

describe('a client gives what a vendor answers, or fails with what it refuses', () => {
  test.each(process.env.EXHAUSTIVE ? alone : TELLING)('%s', async (one) => {
    const vendor = vendorOf(one);
    for (const { title, call, violates = [] } of callsOf(vendor)) {
      sendsInvalid(...violates);
      const { fetch, exchanges } = recordingFetch();
      const outcome = await call(await startWorld(fetch, undefined, optionsOf(rowOf([one])))).then(
        () => 'value',
        (error: unknown) => error,
      );
      const status = exchanges.at(-1)?.response.status ?? 0;
      if (status < 300) expect(outcome, title).toBe('value');
      else expect(outcome, title).toMatchObject({ name: 'TicketbridgeError', vendor, status, outcome: 'refused' });
    }
  });
});

test('each ambiguity is of values that there are, with the sentence that leaves them open', () => {
  for (const { switches, sentence } of ambiguities) {
    const [first = ''] = switches;
    expect(Object.keys(rowOf(switches))).toHaveLength(switches.length);
    expect(sentence).toBe(list.find(({ name }) => first.startsWith(`${name}=`))?.sentence);
  }
});

test('each value that is ambiguous is proven with the sentence that leaves it open, also where that takes two', () => {
  for (const { switches, sentence } of ambiguities) {
    for (const one of switches) expect(reservationOf(one, ambiguities)).toContain(sentence);
  }
  expect(together.length).toBeGreaterThan(0);
  for (const one of alone.filter((other) => !ambiguities.some(({ switches }) => switches.includes(other)))) {
    expect(reservationOf(one, ambiguities)).toBeUndefined();
  }
});

/** Those under which most steps fail would hide what another value does beside them. */
const blinding = new Set(
  ambiguities
    .filter(({ switches, steps }) => steps.size * 2 > Object.keys(stepsOf[vendorOf(switches[0] ?? '')] ?? {}).length)
    .flatMap(({ switches }) => switches),
);

/** Pairs of one vendor's values: what two vendors do has nothing in common. */
const arrays = Object.keys(stepsOf).flatMap((vendor) => {
  const own = Object.entries(choices).filter(([name]) => vendorOf(name) === vendor);
  const clear = own.map(([name, values]) => [name, values.filter((value) => !blinding.has(written(name, value)))]);
  return [own, clear].map((all): { vendor: string; of: Choices } => ({ vendor, of: Object.fromEntries(all) }));
});

describe('two values at a time', () => {
  test.runIf(process.env.EXHAUSTIVE)('every pair comes', () => {
    for (const { of } of arrays) expect(missingPairs(of, pairwise(of))).toEqual([]);
  });

  // All of them in the exhaustive run.
  const tried = process.env.EXHAUSTIVE ? arrays : [];
  const rows = tried.flatMap(({ vendor, of }) => pairwise(of).map((row) => ({ vendor, row, title: titleOf(row) })));

  test.each(rows)('$vendor $title', async ({ vendor, row }) => {
    const explained = ambiguities
      .filter(({ switches }) => switches.every((one) => titleOf(row).split(' ').includes(one)))
      .flatMap(({ steps }) => [...steps.values()]);
    const failed = [...(await playWith(vendor, row))].filter(([, kind]) => !explained.includes(kind));
    expect(Object.fromEntries(failed)).toEqual({});
  });
});

function titleOf(row: Row): string {
  return Object.entries(row)
    .filter(([name, value]) => value !== base[name])
    .map(([name, value]) => written(name, value))
    .join(' ');
}
