import { isObject, type JsonObject } from './json.ts';
import { suggest } from './nearest.ts';
import { invalidInput } from './sandbox-error.ts';
import { isRefusedByFetch } from './server/bad-ports.ts';
import {
  type Complete,
  onOff,
  origin,
  type Setting,
  type Settings,
  type SettingTable,
  wholeNumber,
} from './settings.ts';
import { snapshot } from './snapshot.ts';
import { type HandledName, handledNames, type SandboxData, type VendorOptions, vendorSettings } from './vendors.ts';

/** How to start a sandbox. Everything may be left out; `undefined` stands for the default. */
export interface SandboxOptions extends VendorOptions {
  /** The port on 127.0.0.1, from 0 to 65535; none that `fetch` refuses to reach. Default: 0, a free one. */
  readonly port?: number | undefined;
  /** The data to start with, in place of the sandbox's own. It is never changed. */
  readonly data?: SandboxData | undefined;
  /**
   * The path of a file in which the state is kept, so that it survives the end of the process, however sudden. A file
   * that a sandbox wrote is gone on with: the accounts and their state are those in it. Needs a Node that has
   * `node:sqlite`: 22.13 or newer. Default: none, the state is forgotten.
   */
  readonly file?: string | undefined;
  /** Serves the control API, below `/_sandbox` on the same port. Default: false. */
  readonly control?: boolean | undefined;
  /**
   * Lets the pages of this origin call from a browser, such as `http://localhost:5173`: the APIs and, where it is served,
   * the control API. Default: none.
   */
  readonly cors?: string | undefined;
}

type CommonOptions = Omit<SandboxOptions, 'data' | 'file' | HandledName>;

/** Options whose names are checked, and whose vendors are not yet. */
export interface GivenOptions {
  readonly common: Complete<CommonOptions>;
  readonly vendors: JsonObject;
  /** `undefined` for the sandbox's own. */
  readonly data: JsonObject | undefined;
  readonly file: string | undefined;
}

export const commonSettings: Settings<CommonOptions> = {
  port: wholeNumber({
    from: 0,
    to: 65_535,
    byDefault: 0,
    defaultText: 'a free one',
    meaning: 'the port on 127.0.0.1',
    except: { words: 'that the Fetch standard does not block, such as 4010', refuses: isRefusedByFetch },
  }),
  control: onOff({ meaning: 'the control API is served, below /_sandbox' }),
  cors: origin({ meaning: 'the pages of which origin may call from a browser' }),
};

export const fileSetting: Setting<string> = {
  byDefault: '',
  defaultText: 'none; the state is forgotten',
  meaning: 'where the state is kept, and gone on with',
  expected: 'the path of a file, new or of a sandbox',
  placeholder: 'FILE',
  accepts: (value): value is string => typeof value === 'string' && value !== '' && !value.includes('\0'),
  parse: (text) => text,
};

/**
 * Copies and checks options from outside, but for what is a vendor's own.
 *
 * @throws SandboxError of the kind `invalid-input`; `field` is the first option that is wrong.
 */
export function readOptions(given: unknown): GivenOptions {
  const known = [...Object.keys(commonSettings), 'data', 'file', ...handledNames];
  const options = objectOf(snapshot(given, 'options'), 'options', known, '', nestedNames);
  const common = readSettings(commonSettings, options, '');
  return {
    common,
    vendors: options,
    data: options.data === undefined ? undefined : dataOf(options.data),
    file: options.file === undefined ? undefined : readSettings({ file: fileSetting }, options, '').file,
  };
}

const nestedNames = Object.entries(vendorSettings).flatMap(([name, settings]) =>
  Object.keys(settings).map((option) => `${name}.${option}`),
);

/** Checks the names of the vendors in what is given as the options of vendors alone. */
export function readVendorNames(given: unknown, field: string): JsonObject {
  return objectOf(given, field, handledNames, '', nestedNames);
}

/** Checks one vendor's options and fills in the defaults. */
export function readVendorOptions<Options>(
  settings: Settings<Options>,
  given: unknown,
  name: string,
): Complete<Options> {
  if (given === undefined) return readSettings(settings, {}, `${name}.`);
  const options = objectOf(given, name, Object.keys(settings), `${name}.`);
  return readSettings(settings, options, `${name}.`);
}

function dataOf(given: unknown): JsonObject {
  const data = objectOf(given, 'data', handledNames, 'data/');
  const missing = handledNames.find((name) => data[name] === undefined);
  if (missing !== undefined) throw invalidInput(`data/${missing}`, 'is missing');
  return data;
}

/** Refuses what is no object, and what has a name that is not known. */
function objectOf(
  value: unknown,
  field: string,
  known: readonly string[],
  prefix = '',
  others: readonly string[] = [],
): JsonObject {
  if (!isObject(value)) throw invalidInput(field, `must be an object; ${suggest('', known)}`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return value;
  const names = known.map((name) => `${prefix}${name}`);
  throw invalidInput(
    `${prefix}${unknown.slice(0, 64)}`,
    `is unknown; ${suggest(`${prefix}${unknown}`, names, others)}`,
  );
}

function readSettings<Options>(settings: Settings<Options>, given: JsonObject, prefix: string): Complete<Options> {
  const table: SettingTable = settings;
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { byDefault }]) => [name, given[name] === undefined ? byDefault : given[name]]),
  );
  assertComplete(settings, options, prefix);
  return options;
}

function assertComplete<Options>(
  settings: Settings<Options>,
  options: JsonObject,
  prefix: string,
): asserts options is JsonObject & Complete<Options> {
  const table: SettingTable = settings;
  for (const [name, setting] of Object.entries(table)) {
    if (!setting.accepts(options[name])) throw invalidInput(`${prefix}${name}`, `must be ${setting.expected}`);
  }
}
