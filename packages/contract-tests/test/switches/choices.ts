import { type Sandbox, startSandbox, type VendorOptions } from '@ticketbridge/sandbox';
import { make } from 'covertable';

/** A value of each switch, by the switch's name. */
export type Row = Readonly<Record<string, unknown>>;

/** The switches and their values. */
export type Choices = Readonly<Record<string, readonly unknown[]>>;

/** What holds where a test says nothing else: the defaults, with pages so small that lists have several. */
const SMALL: Row = { 'clubcollect.pageSize': 2 };

/** Lists the switches of the sandbox, each with the value that holds where nothing else is said as the first. */
export async function readChoices(): Promise<{ readonly choices: Choices; readonly list: ReturnType<Listed> }> {
  await using sandbox = await startSandbox();
  const list = sandbox.switches.list();
  const choices = list.map(({ name, choices }) => [name, [...new Set([SMALL[name] ?? choices[0], ...choices])]]);
  return { choices: Object.fromEntries(choices), list };
}

type Listed = Sandbox['switches']['list'];

/** The first value of each switch. */
export function firstOf(choices: Choices): Row {
  return Object.fromEntries(Object.entries(choices).map(([name, [first]]) => [name, first]));
}

/** Writes values as the sandbox's switches take them. */
export function optionsOf(row: Row): VendorOptions {
  const options: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(row)) {
    const [vendor = '', option = ''] = name.split('.');
    options[vendor] = { ...options[vendor], [option]: value };
  }
  return options;
}

/** Writes a switch and its value. */
export function written(name: string, value: unknown): string {
  return `${name}=${value}`;
}

/** Reads what `written` writes. */
export function readWritten(text: string, choices: Choices): Row {
  const [name = '', wanted] = text.split('=');
  const value = choices[name]?.find((choice) => String(choice) === wanted);
  if (value === undefined) throw new Error(`There is no switch value ${text}`);
  return { [name]: value };
}

/** Makes rows in which every pair of values of two switches comes. */
export function pairwise(choices: Choices): Row[] {
  const names = Object.keys(choices);
  const numbers = Object.fromEntries(names.map((name) => [name, (choices[name] ?? []).map((_, index) => index)]));
  return make(numbers).map((row) => {
    const numbered: Readonly<Record<string, unknown>> = { ...row };
    return Object.fromEntries(names.map((name) => [name, choices[name]?.[Number(numbered[name] ?? 0)]]));
  });
}

/** Lists the pairs of values that come in no row. */
export function missingPairs(choices: Choices, rows: readonly Row[]): string[] {
  const pairsOf = (entries: readonly (readonly [string, unknown])[]): string[] =>
    entries.flatMap(([name, value], index) =>
      entries.slice(index + 1).map(([other, another]) => `${written(name, value)} ${written(other, another)}`),
    );
  const names = Object.keys(choices);
  const found = new Set(rows.flatMap((row) => pairsOf(names.map((name) => [name, row[name]]))));
  const wanted = names.flatMap((name, index) =>
    names
      .slice(index + 1)
      .flatMap((other) =>
        (choices[name] ?? []).flatMap((value) =>
          (choices[other] ?? []).map((another) => `${written(name, value)} ${written(other, another)}`),
        ),
      ),
  );
  return wanted.filter((pair) => !found.has(pair));
}
