import { at, isObject } from './json.ts';
import { readVendorNames, readVendorOptions } from './options.ts';
import type { SwitchTable } from './settings.ts';
import { snapshot } from './snapshot.ts';
import type { Clock } from './vendor.ts';
import { type VendorOptions, vendorSettings } from './vendors.ts';

/** A question that a vendor's documents leave open, and how the sandbox may answer it. */
export interface OpenSwitch {
  /** Behind the vendor's name, such as `brandlovers.openIncludesReopened`. */
  readonly name: string;
  readonly byDefault: unknown;
  /** The default and the other values; of numbers, samples. */
  readonly choices: readonly unknown[];
  /** Which values are right, in words. */
  readonly expected: string;
  readonly meaning: string;
  /** What the vendor's specification says of it, in its own words. */
  readonly sentence: string;
}

/** A switch of a running sandbox. */
export interface SwitchState extends OpenSwitch {
  readonly value: unknown;
}

/** The switches of a running sandbox. */
export interface SandboxSwitches {
  /** Lists every switch with its present value. */
  list(): readonly SwitchState[];
  /**
   * Sets switches, all or none; those that are not named stay as they are, and `undefined` stands for the default. They
   * hold from the next request on.
   *
   * @throws SandboxError of the kind `invalid-input`; `field` is the first that is wrong.
   */
  set(values: VendorOptions): void;
}

/** Lists every switch of every vendor. */
export function listSwitches(): OpenSwitch[] {
  return Object.entries(vendorSettings).flatMap(([vendor, table]: [string, SwitchTable]) =>
    Object.entries(table).map(([name, { byDefault, choices, expected, meaning, sentence }]) => ({
      name: `${vendor}.${name}`,
      byDefault,
      choices,
      expected,
      meaning,
      sentence,
    })),
  );
}

/** Writes every switch for people: its default, its other values, what it is about and the sentence that leaves it open. */
export function describeSwitches(): string {
  return Object.entries(vendorSettings)
    .flatMap(([vendor, table]) => Object.entries(table).map(([name, row]) => ({ ...row, name: `${vendor}.${name}` })))
    .map(({ name, byDefault, defaultText, choices, meaning, sentence }) => {
      const others = choices.filter((choice) => choice !== byDefault).join(', ');
      return `${name}: ${defaultText}; or ${others}\n  ${meaning}\n  "${sentence}"`;
    })
    .join('\n');
}

/** The values that switches have now, which the accounts of the vendors read with every request. */
export class LiveSwitches implements SandboxSwitches {
  readonly #vendors = new Map<string, { readonly now: object; readonly atStart: object }>();

  /** Takes the values that a vendor starts with, and returns the rules of its accounts, which have those of any time. */
  register<Options extends object>(vendor: string, options: Options, clock: Clock): Options & Clock {
    const now = { ...options, ...clock };
    this.#vendors.set(vendor, { now, atStart: options });
    return now;
  }

  list(): readonly SwitchState[] {
    return listSwitches().map((row) => {
      const [vendor = '', name = ''] = row.name.split('.');
      return { ...row, value: at(this.#vendors.get(vendor)?.now, name) };
    });
  }

  set(values: unknown): void {
    const given = Object.entries(readVendorNames(snapshot(values, 'switches'), 'switches'));
    const read = given.map(([vendor, own]) => {
      const table = vendorSettings[vendor] ?? {};
      const now = Object.keys(table).map((name) => [name, at(this.#vendors.get(vendor)?.now, name)]);
      const options = isObject(own) ? { ...Object.fromEntries(now), ...own } : own;
      return { vendor, options: readVendorOptions(table, options, vendor) };
    });
    for (const { vendor, options } of read) Object.assign(this.#vendors.get(vendor)?.now ?? {}, options);
  }

  /** Sets every switch as it was at the start. */
  reset(): void {
    for (const { now, atStart } of this.#vendors.values()) Object.assign(now, atStart);
  }
}
